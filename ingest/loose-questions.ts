import type { Paragraph, RootContent } from 'mdast';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Block } from '../server/src/corpus/sentences.ts';
import type { Span } from '../server/src/corpus/types.ts';
import type { ResolvedItem } from './accept-candidates.ts';
import type { HeadingRole } from './classify-headings.ts';
import { endsAsQuestion, looksLikeQuestion, namesCollection } from './heading-words.ts';
import { contentWithin, firstLineSpan, gapLength, MAX_LINE } from './line-content.ts';
import { CANDIDATE_LEVEL, makeHeading, type Heading } from './outline-heading.ts';

/** What sets a question off: a bold number, bold words before the answer, or no more than a line of its own. */
type LooseKind = 'number' | 'bold' | 'line';

interface LooseQuestion {
  readonly kind: LooseKind;
  readonly heading: Heading;
  readonly body: readonly Block[];
}

/** Fewer than this many of a kind are what an author asked in passing. */
const MIN_QUESTIONS = 3;
/** Share of the paragraphs that must begin with a question where nothing else sets it off. */
const LINE_SHARE = 0.25;
/**
 * Looks once more at a document in which nothing is a question so far: questions may be lines that end with a
 * question mark, stand in bold before their answer, or follow a bold number. Those found are added to `roles`.
 */
export function findLooseQuestions(
  items: readonly ResolvedItem[],
  roles: Map<Heading, HeadingRole>,
  { documentTitle, source }: { documentTitle: string; source: ParsedMarkdown },
): readonly ResolvedItem[] {
  if ([...roles.values()].includes('question')) return items;
  const found = items.map((item) =>
    item.type === 'block' && !item.isNoise ? looseQuestion(item.block, source) : null,
  );
  const kinds = acceptedKinds(found, isCollection(items, documentTitle), countParagraphs(items));
  if (kinds.size === 0) return items;
  return items.flatMap((item, index): ResolvedItem[] => {
    const question = found[index];
    if (!question || !kinds.has(question.kind)) return [item];
    roles.set(question.heading, 'question');
    return [
      { type: 'heading', heading: question.heading },
      ...question.body.map((block) => ({ type: 'block' as const, block, isNoise: false })),
    ];
  });
}

function acceptedKinds(
  found: readonly (LooseQuestion | null)[],
  isNamed: boolean,
  paragraphs: number,
): Set<LooseKind> {
  const of = (kind: LooseKind) => found.flatMap((item) => (item?.kind === kind ? [item.heading] : []));
  const kinds = new Set<LooseKind>();
  const numbered = of('number');
  const areQuestions = numbered.every((heading) => heading.looksLikeQuestion);
  if (longestSequence(numbered) >= MIN_QUESTIONS && (isNamed || areQuestions)) kinds.add('number');
  if (of('bold').length >= MIN_QUESTIONS) kinds.add('bold');
  const lines = of('line').length;
  if (kinds.size === 0 && lines >= MIN_QUESTIONS && lines >= paragraphs * LINE_SHARE) kinds.add('line');
  return kinds;
}

/** Length of the longest run of numbers that count up by one. */
function longestSequence(headings: readonly Heading[]): number {
  let longest = 0;
  let length = 0;
  let last = 0;
  for (const { title } of headings) {
    const number = Number(title.number);
    length = number === last + 1 ? length + 1 : 1;
    last = number;
    longest = Math.max(longest, length);
  }
  return longest;
}

function isCollection(items: readonly ResolvedItem[], documentTitle: string): boolean {
  const headings = items.flatMap((item) => (item.type === 'heading' ? [item.heading.title.fullText] : []));
  return [documentTitle, ...headings].some(namesCollection);
}

function countParagraphs(items: readonly ResolvedItem[]): number {
  return items.filter(
    (item) => item.type === 'block' && !item.isNoise && item.block.node.type === 'paragraph',
  ).length;
}

function looseQuestion({ node, start, end }: Block, source: ParsedMarkdown): LooseQuestion | null {
  const paragraph = paragraphOf(node);
  if (!paragraph) return null;
  const span = { start: Math.max(start, spanOf(paragraph).start), end: Math.min(end, spanOf(paragraph).end) };
  const line = firstLineSpan(span, source);
  const bold = leadingBold(paragraph, span, source);
  const place = bold ?? { kind: 'line' as const, end: line.end };
  const content = contentWithin(paragraph, { start: span.start, end: place.end });
  const heading = makeHeading(content, source, {
    kind: 'line',
    level: CANDIDATE_LEVEL,
    start,
    end: place.end,
  });
  const { text, number } = heading.title;
  const isQuestion =
    place.kind === 'number' ? number !== null : endsAsQuestion(text) && (looksAsked(text) || number !== null);
  if (!isQuestion || text === '' || place.end - span.start > MAX_LINE) return null;
  return { kind: place.kind, heading, body: restOf(paragraph, { start: place.end, end: span.end }, source) };
}

/** A paragraph, or the only line of a quotation. */
function paragraphOf(node: RootContent): Paragraph | null {
  if (node.type === 'paragraph') return node;
  const [only, ...others] = node.type === 'blockquote' ? node.children : [];
  return only?.type === 'paragraph' && others.length === 0 ? only : null;
}

/** More than a word or two: `Why?` is a turn of speech. */
function looksAsked(text: string): boolean {
  return looksLikeQuestion(text.replace(/[?？؟].*$/su, '')) && text.split(/\s+/).length >= 3;
}

/** `**1)** Question`, `**1) Title.** Question`, `**Question?** Answer`: how far the question goes. */
function leadingBold(
  paragraph: Paragraph,
  span: Span,
  source: ParsedMarkdown,
): { kind: 'number' | 'bold'; end: number } | null {
  const first = paragraph.children[0];
  if (first?.type !== 'strong' || spanOf(first).start !== span.start) return null;
  const text = plainInline(first.children, source);
  const { end } = spanOf(first);
  if (/^\d{1,3}\s*[.):]?$/.test(text)) return { kind: 'number', end: firstLineSpan(span, source).end };
  if (/^\d{1,3}\s*[.):]\s*\S/.test(text)) return { kind: 'number', end };
  return endsAsQuestion(text) ? { kind: 'bold', end } : null;
}

/** What is left of the paragraph: without the marks between a title and its text. */
function restOf(node: Paragraph, span: Span, source: ParsedMarkdown): Block[] {
  const start = span.start + gapLength(source.masked.slice(span.start, span.end));
  return start < span.end ? [{ node, start, end: span.end }] : [];
}
