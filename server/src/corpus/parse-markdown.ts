import type { Html, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { visit } from 'unist-util-visit';
import { scanFences } from './fences.ts';
import { maskHtml, type HtmlMark } from './html-blocks.ts';
import { blank, maskDocument } from './mask.ts';
import type { Span } from './types.ts';

/** A document's syntax tree. Every position's offset is true for the document's own text. */
export interface ParsedMarkdown {
  readonly root: Root;
  /** The document's text, and the text of equal length that was parsed. */
  readonly text: string;
  readonly masked: string;
  /** The character that stands in `masked`, and in text nodes, where there is nothing to read. */
  readonly filler: string;
  /** The character that stands there for a dollar. */
  readonly dollar: string;
  /** Structural HTML (`<summary>`, `<h3>`) whose content was parsed as Markdown. Ordered. */
  readonly marks: readonly HtmlMark[];
}

/** HTML and formulas that swallow the rest of a file are unmasked one at a time; this many are worth the time. */
const MAX_REPARSES = 8;

/**
 * Parses Markdown as its authors meant it: fences that are closed by `` ```" `` or never, formulas and money told
 * apart, the content of `<details>` read as Markdown. Never throws; offsets stay true to `text`.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
  const mask = maskDocument(text);
  const fences = scanFences(mask.text);
  let masked = blank(
    mask.text,
    fences.stuckMarks.map((offset) => ({ start: offset, end: offset + 1 })),
  );
  const marks: HtmlMark[] = [];
  let root = parseSegments(masked, fences.cuts);
  for (let round = 0; round < MAX_REPARSES; round += 1) {
    const html = maskHtml(masked, htmlBlocks(root), mask.filler);
    marks.push(...html.marks);
    const unclosed = html.masked === masked ? unclosedMath(root, masked) : null;
    if (html.masked === masked && !unclosed) break;
    masked = unclosed ? blank(masked, [unclosed]) : html.masked;
    root = parseSegments(masked, fences.cuts);
  }
  restoreMasked(root, mask.dollar, mask.filler);
  marks.sort((a, b) => a.start - b.start);
  return { root, text, masked, filler: mask.filler, dollar: mask.dollar, marks };
}

/** The offsets of a node; a node without a position (none comes from the parser) is empty. */
export function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

const EXTENSIONS = {
  extensions: [gfm(), math()],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
};

function parseSegments(text: string, cuts: readonly number[]): Root {
  if (cuts.length === 0) return fromMarkdown(text, EXTENSIONS);
  const root: Root = { type: 'root', children: [] };
  for (const [index, start] of [0, ...cuts].entries()) {
    const segment = fromMarkdown(text.slice(start, cuts[index]), EXTENSIONS);
    shift(segment, start);
    root.children.push(...segment.children);
  }
  return root;
}

function shift(root: Root, by: number): void {
  visit(root, (node) => {
    for (const point of [node.position?.start, node.position?.end]) {
      if (point?.offset !== undefined) point.offset += by;
    }
  });
}

function htmlBlocks(root: Root): Html[] {
  const blocks: Html[] = [];
  visit(root, 'html', (node, _index, parent) => {
    if (parent && parent.type !== 'paragraph' && parent.type !== 'heading') blocks.push(node);
    return undefined;
  });
  return blocks;
}

/** The opening `$$` of a formula that no `$$` closes. */
function unclosedMath(root: Root, text: string): Span | null {
  let found: Span | null = null;
  visit(root, 'math', (node) => {
    const { start, end } = spanOf(node);
    const isClosed = /\n[ \t>]*\${2,}[ \t]*$/.test(text.slice(start, end));
    if (!isClosed && !found) {
      const marks = /^\$+/.exec(text.slice(start, end))?.[0].length ?? 0;
      if (marks > 0) found = { start, end: start + marks };
    }
  });
  return found;
}

/** Code, alternative texts and addresses get their dollars back; text nodes are mapped by plain-text.ts. */
function restoreMasked(root: Root, dollar: string, filler: string): void {
  const restore = (value: string) => value.replaceAll(dollar, '$').replaceAll(filler, '');
  visit(root, (node) => {
    if ('value' in node && node.type !== 'text') node.value = restore(node.value);
    if ('url' in node) node.url = restore(node.url);
    if ('alt' in node && node.alt) node.alt = restore(node.alt);
  });
}
