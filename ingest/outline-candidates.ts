import type { List, ListItem, Paragraph, PhrasingContent } from 'mdast';
import type { Block } from '../server/src/corpus/sentences.ts';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';
import { endsAsQuestion, isDisclosure } from './heading-words.ts';
import { contentWithin, firstLineSpan, gapLength, isAllBold, MAX_LINE } from './line-content.ts';
import { isContents } from './noise.ts';
import { CANDIDATE_LEVEL, makeHeading, type Heading } from './outline-heading.ts';

/** A line that may be a question without being a heading, with the rest of its block. */
export interface Candidate {
  readonly heading: Heading;
  readonly body: readonly Block[];
  readonly isWholeBlock: boolean;
}

/** The first line of a paragraph, if it is set off as a question may be: bold, `Q:`, `<summary>`, `<h3>`, `##1.`. */
export function paragraphCandidate(node: Paragraph, span: Span, source: ParsedMarkdown): Candidate | null {
  const children = node.children.filter((child) => spanOf(child).end > span.start);
  return (
    markedElement(node, span, source) ??
    hashLine(node, span, source) ??
    leadingBold(node, children, span, source) ??
    firstLine(node, span, source)
  );
}

function markedElement(node: Paragraph, span: Span, source: ParsedMarkdown): Candidate | null {
  const mark = source.marks.find((found) => found.end > span.start && found.start < span.end);
  if (!mark) return null;
  const isBefore = source.masked.slice(span.start, mark.start).replaceAll(source.filler, '').trim() === '';
  if (!isBefore) return null;
  const content = contentWithin(node, mark);
  const kind = mark.type === 'heading' ? 'html' : 'summary';
  const level = mark.type === 'heading' ? mark.level : CANDIDATE_LEVEL;
  const heading = makeHeading(content, source, { kind, level, start: span.start, end: mark.end });
  if (heading.title.text === '' || (kind === 'summary' && isDisclosure(heading.title.fullText))) return null;
  return withRest(heading, node, mark.end, span, source);
}

/** `###1. Question`: a heading whose author forgot the space. */
function hashLine(node: Paragraph, span: Span, source: ParsedMarkdown): Candidate | null {
  const match = /^(#{1,6})(?=\d{1,4}[.):]|Q\d|\p{Lu}[\p{Ll} ])/u.exec(
    source.masked.slice(span.start, span.start + 12),
  );
  if (!match?.[1]) return null;
  const start = span.start + match[1].length;
  const line = firstLineSpan(span, source);
  const content = contentWithin(node, { start, end: line.end });
  const heading = makeHeading(content, source, {
    kind: 'hash',
    level: match[1].length,
    start: span.start,
    end: line.end,
  });
  return heading.title.text === '' ? null : withRest(heading, node, line.end, span, source);
}

/** `**Q1. Question?** Answer …` on one line. */
function leadingBold(
  node: Paragraph,
  children: readonly PhrasingContent[],
  span: Span,
  source: ParsedMarkdown,
): Candidate | null {
  const first = children[0];
  if (first?.type !== 'strong') return null;
  const place = { start: span.start, end: spanOf(first).end };
  const heading = makeHeading([first], source, { kind: 'bold', level: CANDIDATE_LEVEL, ...place });
  const isQuestion = heading.title.isMarked && heading.endsAsQuestion;
  return isQuestion ? withRest(heading, node, place.end, span, source) : null;
}

function firstLine(node: Paragraph, span: Span, source: ParsedMarkdown): Candidate | null {
  const line = firstLineSpan(span, source);
  if (line.end - line.start > MAX_LINE) return null;
  const content = contentWithin(node, line);
  const isBold = isAllBold(content);
  const heading = makeHeading(content, source, {
    kind: isBold ? 'bold' : 'line',
    level: CANDIDATE_LEVEL,
    ...line,
  });
  if (heading.title.text === '') return null;
  const isCandidate = isBold
    ? heading.title.isMarked ||
      heading.title.number !== null ||
      heading.endsAsQuestion ||
      heading.label === 'indepth'
    : heading.title.isMarked;
  return isCandidate ? withRest(heading, node, line.end, span, source) : null;
}

function withRest(
  heading: Heading,
  node: Paragraph,
  from: number,
  span: Span,
  source: ParsedMarkdown,
): Candidate {
  const start = from + gapLength(source.masked.slice(from, span.end).replaceAll(source.filler, ' '));
  const body = start < span.end ? [{ node, start, end: span.end }] : [];
  return { heading, body, isWholeBlock: body.length === 0 };
}

/** The items of a list as questions with their answers, or `null` where too few of them look like questions. */
export function itemCandidates(list: List, source: ParsedMarkdown): Candidate[] | null {
  if (isContents(list)) return null;
  const candidates = list.children.flatMap((item, index) => itemCandidate(item, list, index, source));
  const questions = candidates.filter(
    ({ heading }) => heading.title.isMarked || heading.endsAsQuestion || heading.looksLikeQuestion,
  );
  const isQuestionList =
    candidates.length === list.children.length && questions.length * 2 > candidates.length;
  return isQuestionList ? candidates : null;
}

function itemCandidate(item: ListItem, list: List, index: number, source: ParsedMarkdown): Candidate[] {
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') return [];
  const span = spanOf(first);
  const line = questionSpan(first, span, source) ?? firstLineSpan(span, source);
  const content = contentWithin(first, line);
  if (line.end - line.start > MAX_LINE || plainInline(content, source) === '') return [];
  const heading = makeHeading(content, source, {
    kind: 'item',
    level: CANDIDATE_LEVEL,
    start: spanOf(item).start,
    end: line.end,
    number: list.ordered ? String((list.start ?? 1) + index) : null,
  });
  const head = withRest(heading, first, line.end, span, source);
  const body = [...head.body, ...rest.map((node) => ({ node, ...spanOf(node) }))];
  return [{ heading, body, isWholeBlock: body.length === 0 }];
}

/** `- **Question?** Answer …` and `- Question? - Answer …` on one line: the part that asks. */
function questionSpan(node: Paragraph, span: Span, source: ParsedMarkdown): Span | null {
  const [first] = node.children;
  if (first?.type === 'strong' && endsAsQuestion(plainInline(first.children, source))) {
    return { start: span.start, end: spanOf(first).end };
  }
  const line = firstLineSpan(span, source);
  const asked = /^[^?？]{8,}[?？](?=\s+(?:[–—-]|[-=]>|→|::)\s+\S)/.exec(
    source.masked.slice(line.start, line.end),
  );
  return asked && { start: span.start, end: line.start + asked[0].length };
}
