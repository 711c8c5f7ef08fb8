import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import type { Span } from '../corpus/types.ts';

/** Nodes whose source is never rewritten: it reaches the reader as it was written. */
const CODE_AND_MATH = ['code', 'inlineCode', 'math', 'inlineMath'];

const LINKS_AND_HTML = [
  'html',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'definition',
  'footnoteReference',
];

const GUARDED: ReadonlySet<string> = new Set([...CODE_AND_MATH, ...LINKS_AND_HTML]);
const VERBATIM: ReadonlySet<string> = new Set(CODE_AND_MATH);

/** Rounds of repairing dollar pairs before single dollars are all taken as text. */
const DOLLAR_ROUNDS = 6;
/** As long as a dollar and without meaning in Markdown, so that offsets stay true. */
const PLAIN = '\uE000';

/**
 * The tree of an answer. Offsets are true; node values may hold U+E000 where a dollar is no math
 * (Pandoc's rule: `$` opens before and closes after a non-space, and a digit never follows the closing one).
 */
export function parseAnswer(markdown: string): Root {
  let source = markdown;
  for (let round = 0; round < DOLLAR_ROUNDS; round++) {
    const root = parse(source, true);
    const wrong = falseDollars(root, source);
    if (wrong.length === 0) return root;
    const characters = source.split('');
    for (const offset of wrong) characters[offset] = PLAIN;
    source = characters.join('');
  }
  return parse(source, false);
}

/** Where code, math, links and HTML stand, in order. */
export function guardedSpans(root: Root): Span[] {
  return spansOf(root, GUARDED);
}

/** Where code and math stand, in order. */
export function verbatimSpans(root: Root): Span[] {
  return spansOf(root, VERBATIM);
}

export function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function parse(source: string, singleDollarTextMath: boolean): Root {
  return fromMarkdown(source, {
    extensions: [gfm(), math({ singleDollarTextMath })],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
}

function spansOf(node: Nodes, types: ReadonlySet<string>): Span[] {
  if (types.has(node.type)) return [spanOf(node)];
  return 'children' in node ? node.children.flatMap((child) => spansOf(child, types)) : [];
}

function falseDollars(node: Nodes, source: string): number[] {
  if (node.type === 'inlineMath') {
    const { start, end } = spanOf(node);
    const text = source.slice(start, end);
    const isSingle = !text.startsWith('$$');
    const isMath = /^\$\S(?:[^]*\S)?\$$/u.test(text) && !/\d/u.test(source[end] ?? '');
    return isSingle && !isMath ? [start] : [];
  }
  return 'children' in node ? node.children.flatMap((child) => falseDollars(child, source)) : [];
}
