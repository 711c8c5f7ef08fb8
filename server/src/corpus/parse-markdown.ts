import type { Html, Nodes, Paragraph, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { visit } from 'unist-util-visit';
import { maskAdmonitions } from './admonitions.ts';
import { scanFences } from './fences.ts';
import { maskHtml, type HtmlMark } from './html-blocks.ts';
import { blank, maskDocument } from './mask.ts';
import { segmentCuts } from './segments.ts';
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
  let masked = maskAdmonitions(
    blank(
      mask.text,
      fences.stuckMarks.map((offset) => ({ start: offset, end: offset + 1 })),
    ),
    fences.fences,
    mask.filler,
  );
  const cuts = segmentCuts(masked, fences.cuts, fences.fences);
  const marks: HtmlMark[] = [];
  let root = parseSegments(masked, cuts);
  for (let round = 0; round < MAX_REPARSES; round += 1) {
    const html = maskHtml(masked, htmlBlocks(root), mask.filler);
    marks.push(...html.marks);
    const unclosed = html.masked === masked ? unclosedMath(root, masked) : null;
    if (html.masked === masked && !unclosed) break;
    masked = unclosed ? blank(masked, [unclosed]) : html.masked;
    root = parseSegments(masked, cuts);
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
  const root: Root = { type: 'root', children: [] };
  for (const [index, start] of [0, ...cuts].entries()) {
    const piece = text.slice(start, cuts[index]);
    const parsed = fromMarkdown(piece, EXTENSIONS);
    const segment = isDeep(parsed) ? asParagraphs(piece) : parsed;
    if (start > 0) shift(segment, start);
    root.children.push(...segment.children);
  }
  return root;
}

/** Deeper nesting than this is no document but an attack on the call stack. */
const MAX_DEPTH = 150;

function isDeep(root: Root): boolean {
  let level: Nodes[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return false;
}

/** The text read without any Markdown: one paragraph per stretch between blank lines. */
function asParagraphs(text: string): Root {
  const children = Array.from(text.matchAll(/\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*/g), (match): Paragraph => {
    const point = (offset: number) => ({ line: 1, column: 1, offset });
    const position = { start: point(match.index), end: point(match.index + match[0].length) };
    return {
      type: 'paragraph',
      position,
      children: [{ type: 'text', value: match[0], position: structuredClone(position) }],
    };
  });
  return { type: 'root', children };
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
