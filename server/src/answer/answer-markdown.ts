import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { plainDollars } from '../corpus/dollars.ts';
import { spanOf } from '../corpus/parse-markdown.ts';
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

/** As long as a dollar and without meaning in Markdown, so that offsets stay true. */
const PLAIN_DOLLAR = '\uE000';

/**
 * The tree of an answer as a page shows it: raw HTML stays HTML, dollars that are no math are text.
 * Offsets are true; node values hold U+E000 for such a dollar.
 */
export function parseAnswer(markdown: string): Root {
  const units = markdown.split('');
  for (const offset of plainDollars(markdown)) units[offset] = PLAIN_DOLLAR;
  return fromMarkdown(units.join(''), {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
}

/** Where code, math, links and HTML stand, in order. */
export function guardedSpans(root: Root): Span[] {
  return spansOf(root, GUARDED);
}

/** Where code and math stand, in order. */
export function verbatimSpans(root: Root): Span[] {
  return spansOf(root, VERBATIM);
}

function spansOf(node: Nodes, types: ReadonlySet<string>): Span[] {
  if (types.has(node.type)) return [spanOf(node)];
  return 'children' in node ? node.children.flatMap((child) => spansOf(child, types)) : [];
}
