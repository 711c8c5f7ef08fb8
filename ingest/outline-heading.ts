import type { Heading as HeadingNode, PhrasingContent } from 'mdast';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Block } from '../server/src/corpus/sentences.ts';
import type { Span } from '../server/src/corpus/types.ts';
import { endsAsQuestion, headingLabel, looksLikeQuestion, type HeadingLabel } from './heading-words.ts';
import { readTitle, type HeadingTitle } from './heading-title.ts';

/** How a heading is written: with `#` or an underline, `<h3>`, `##` without a space, or without being one at all. */
export type HeadingKind = 'markdown' | 'html' | 'hash' | 'bold' | 'line' | 'summary' | 'item' | 'row';

/** A heading, or a line that may serve as one. Its span is that of the whole line. */
export interface Heading extends Span {
  readonly kind: HeadingKind;
  /** 1–6; 7 for what is no heading in Markdown. */
  readonly level: number;
  readonly title: HeadingTitle;
  readonly label: HeadingLabel | null;
  readonly endsAsQuestion: boolean;
  readonly looksLikeQuestion: boolean;
  /** The title as a block, for headings whose words are part of an answer (`Answer: B`). */
  readonly block: Block | null;
}

/** The level of questions that are no headings: below all headings. */
export const CANDIDATE_LEVEL = 7;

/** Longest heading with an underline, in UTF-16 units; longer text above `---` is a paragraph above a rule. */
const MAX_SETEXT = 150;

/** Makes a heading of inline content. */
export function makeHeading(
  nodes: readonly PhrasingContent[],
  source: ParsedMarkdown,
  place: Span & { kind: HeadingKind; level: number; number?: string | null },
): Heading {
  const read = readTitle(nodes, source);
  const title = read.number === null && place.number ? { ...read, number: place.number } : read;
  return {
    kind: place.kind,
    level: place.level,
    start: place.start,
    end: place.end,
    title,
    label: labelOf(title),
    endsAsQuestion: endsAsQuestion(title.text),
    looksLikeQuestion: looksLikeQuestion(title.text),
    block: null,
  };
}

/** A number makes a question of `7. Index`, and of `9. Credits`. */
function labelOf({ isMarked, number, text }: HeadingTitle): HeadingLabel | null {
  if (isMarked) return null;
  const label = headingLabel(text);
  return number !== null && (label === 'project' || /^index$/i.test(text)) ? null : label;
}

/** The heading of a node, or `null` where `---` under a paragraph was meant as a rule, or nothing is to be read. */
export function readHeading(
  node: HeadingNode,
  source: ParsedMarkdown,
  item: { start?: number; number?: string | null } = {},
): Heading | null {
  const { start, end } = spanOf(node);
  if (isParagraphAboveRule(node, source.masked.slice(start, end))) return null;
  const heading = makeHeading(node.children, source, {
    kind: 'markdown',
    level: node.depth,
    start: item.start ?? start,
    end,
    number: item.number ?? null,
  });
  if (heading.title.fullText === '') return null;
  const [first, last] = [node.children[0], node.children.at(-1)];
  const block = first && last ? { node, start: spanOf(first).start, end: spanOf(last).end } : null;
  return { ...heading, block };
}

function isParagraphAboveRule(node: HeadingNode, raw: string): boolean {
  if (node.depth !== 2 || !/\n[ \t>]*-+[ \t]*$/.test(raw)) return false;
  const text = raw.replace(/\n[ \t>]*-+[ \t]*$/, '');
  return text.length > MAX_SETEXT || text.includes('\n') || /[.:;!,"”*)]\s*$/.test(text);
}
