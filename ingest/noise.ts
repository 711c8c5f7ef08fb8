import type { List, Nodes, Paragraph, Table } from 'mdast';
import { visit } from 'unist-util-visit';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import type { ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';

/** Whether a block says nothing about any question: navigation, a rule, pictures alone, an end mark. */
export function isNoise(node: Nodes, source: ParsedMarkdown): boolean {
  const { type } = node;
  if (type === 'thematicBreak' || type === 'definition') return true;
  if (type === 'list' || type === 'table') return isContents(node);
  if (type === 'paragraph') return isNavigation(node, source);
  return type === 'html' && node.value.replace(/<!--[\s\S]*?-->|<[^<>]*>/g, '').trim() === '';
}

const BACK_TO_TOP =
  /^[^\p{L}]*(?:(?:go |jump )?back to (?:the )?(?:top(?: of (?:the )?page)?|index|contents|table of contents|main|questions?)|to top|top|eof|end of (?:file|document))[^\p{L}]*$/iu;

function isNavigation(node: Paragraph, source: ParsedMarkdown): boolean {
  const text = plainInline(node.children, source);
  if (text === '' || BACK_TO_TOP.test(text) || isOnlyAnchors(node) || isPageLinks(node, source)) return true;
  return node.children.every(
    (child) => isPicture(child) || (child.type === 'text' && child.value.trim() === ''),
  );
}

const PAGE_LINK =
  /^[^\p{L}]*(?:prev(?:ious)?|next|home|up|read ?me|main page|(?:go )?back|(?:(?:go )?back|return) to .{1,40})[^\p{L}]*$/iu;

/** `[Previous](01.md) | [Next](03.md)`: links that lead through the collection. */
function isPageLinks(node: Paragraph, source: ParsedMarkdown): boolean {
  return node.children.every((child) => {
    if (child.type === 'link') return PAGE_LINK.test(plainInline(child.children, source));
    return child.type === 'break' || (child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value));
  });
}

/** A line of a table of contents that is no list: nothing but links to places in the document. */
function isOnlyAnchors(node: Paragraph): boolean {
  return node.children.every((child) => {
    if (child.type === 'link') return child.url.startsWith('#');
    return child.type === 'break' || (child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value));
  });
}

function isPicture(node: Nodes): boolean {
  if (node.type === 'link') return node.children.length > 0 && node.children.every(isPicture);
  return node.type === 'image' || node.type === 'imageReference' || node.type === 'break';
}

/** Share of a list's or table's text that must stand in links to places in the collection. */
const CONTENTS_SHARE = 0.6;

/** A place in the same document, or another Markdown file beside it. */
const LOCAL = /^(?:#|(?![a-z][a-z\d+.-]*:|\/\/)[^?#]*\.(?:md|markdown)(?:#.*)?$)/i;

/** A table of contents: its text is links to headings, or to other files of the collection. */
export function isContents(node: List | Table): boolean {
  let all = 0;
  let linked = 0;
  let links = 0;
  visit(node, (child) => {
    if (child.type === 'link' && LOCAL.test(child.url)) {
      links += 1;
      linked += textLength(child);
    }
    if (child.type === 'text' || child.type === 'inlineCode') all += child.value.trim().length;
  });
  return links >= 2 && linked >= all * CONTENTS_SHARE;
}

function textLength(node: Nodes): number {
  let length = 0;
  visit(node, (child) => {
    if (child.type === 'text' || child.type === 'inlineCode') length += child.value.trim().length;
  });
  return length;
}

const PLACEHOLDER =
  /^[^\p{L}\p{N}]*(?:(?:your |the |add |write |put |insert |type )*(?:answer|solution|explanation|content|details?)s?(?: goes| go| to be added| will be added)?(?: here| soon)?|to ?do|tbd|tba|wip|coming soon|work in progress|to be (?:added|done|answered|filled(?: in)?|written|updated|completed)|n\/?a|pending|(?:no|not) answer(?:ed)?(?: yet)?|lorem ipsum.*|placeholder|fill (?:me|this) in|xxx+)[^\p{L}\p{N}]*$/iu;

/** Whether the text of a whole section only holds the place of an answer (`Answer here`, `TODO`, `…`). */
export function isPlaceholder(text: string): boolean {
  const said = text.replace(/^(?:ans|answer|solution|a)\s*[:.]\s*(?=\S)/i, '');
  return text.length < 80 && (PLACEHOLDER.test(said) || !/[\p{L}\p{N}]/u.test(said));
}
