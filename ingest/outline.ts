import type { BlockContent, List, Paragraph, RootContent } from 'mdast';
import type { Block } from '../server/src/corpus/sentences.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';
import { isNoise } from './noise.ts';
import { takeBareNumber } from './heading-title.ts';
import { makeHeading, readHeading, type Heading } from './outline-heading.ts';
import { frontMatter } from '../server/src/corpus/front-matter.ts';
import { itemCandidates, paragraphCandidate, type Candidate } from './outline-candidates.ts';
import { calloutCandidate } from './outline-callouts.ts';
import { rowCandidates } from './outline-rows.ts';

/** A document as a flat sequence: headings, what stands under them, and what may be a question without a heading. */
export type OutlineItem =
  | { readonly type: 'heading'; readonly heading: Heading }
  | { readonly type: 'block'; readonly block: Block; readonly isNoise: boolean }
  /** Questions if they are accepted, else the block that they stand in. */
  | { readonly type: 'candidates'; readonly candidates: readonly Candidate[]; readonly fallback: Block };

/** Reads the outline of a document, in order. */
export function readOutline(source: ParsedMarkdown): OutlineItem[] {
  const items = source.root.children.flatMap((node) => readNode(node, source));
  const named = frontMatterHeading(source, items);
  return takeBareNumbers(named ? [{ type: 'heading', heading: named }, ...items] : items);
}

/** The title that front matter gives, as the first heading, unless the document says it itself. */
function frontMatterHeading(source: ParsedMarkdown, items: readonly OutlineItem[]): Heading | null {
  const found = frontMatter(source.text);
  if (!found?.title) return null;
  const first = items.find((item) => item.type === 'heading');
  const isSaid =
    first?.type === 'heading' &&
    ((first.heading.level === 1 && !found.isQuestion) || first.heading.title.text === found.title);
  if (isSaid) return null;
  const heading = makeHeading([{ type: 'text', value: found.title }], source, {
    kind: 'markdown',
    level: 1,
    start: 0,
    end: found.end,
  });
  const title = {
    ...heading.title,
    markdown: found.title,
    text: found.title,
    fullText: found.title,
    number: null,
    isMarked: found.isQuestion,
  };
  return { ...heading, title };
}

/** This many headings of one level in sequence make `7 What is …` numbered. */
const MIN_SEQUENCE = 3;

function takeBareNumbers(items: readonly OutlineItem[]): OutlineItem[] {
  const counts = new Map<number, number>();
  const last = new Map<number, number>();
  for (const item of items) {
    if (item.type !== 'heading' || item.heading.title.bareNumber === null) continue;
    const { level } = item.heading;
    const number = Number(item.heading.title.bareNumber);
    if (number === (last.get(level) ?? 0) + 1) counts.set(level, (counts.get(level) ?? 0) + 1);
    last.set(level, number);
  }
  return items.map((item) => {
    if (item.type !== 'heading' || item.heading.title.bareNumber === null) return item;
    if ((counts.get(item.heading.level) ?? 0) < MIN_SEQUENCE) return item;
    return { type: 'heading', heading: { ...item.heading, title: takeBareNumber(item.heading.title) } };
  });
}

function readNode(node: RootContent, source: ParsedMarkdown): OutlineItem[] {
  const span = spanOf(node);
  if (node.type === 'paragraph') return readParagraph(node, span, source);
  if (node.type === 'list') return readList(node, source);
  if (node.type === 'table') {
    const candidates = rowCandidates(node, source);
    if (candidates) return [{ type: 'candidates', candidates, fallback: { node, ...span } }];
  }
  if (node.type === 'blockquote') {
    const callout = calloutCandidate(node, source);
    if (callout) return [{ type: 'candidates', candidates: [callout], fallback: { node, ...span } }];
    if (node.children.some((child) => child.type === 'heading')) {
      return node.children.flatMap((child) => readNode(child, source));
    }
  }
  if (node.type !== 'heading') return [blockItem(node, span, source)];
  const heading = readHeading(node, source);
  if (heading) return [{ type: 'heading', heading }];
  const end = spanOf(node.children.at(-1) ?? node).end;
  return [blockItem(node, { start: span.start, end }, source)];
}

function blockItem(node: RootContent, span: Span, source: ParsedMarkdown): OutlineItem {
  const disclosure = source.marks.find(
    (mark) => mark.type === 'summary' && mark.start >= span.start && mark.end <= span.end,
  );
  const start = disclosure ? Math.min(span.end, disclosure.end + '</summary>'.length) : span.start;
  const text = source.masked.slice(start, span.end).replaceAll(source.filler, ' ');
  const end = start + text.trimEnd().length;
  const isEmpty = end <= start || (disclosure !== undefined && text.trim() === '');
  return {
    type: 'block',
    block: { node, start: start + text.length - text.trimStart().length, end: Math.max(end, start) },
    isNoise: isEmpty || isNoise(node, source),
  };
}

function readParagraph(node: Paragraph, span: Span, source: ParsedMarkdown): OutlineItem[] {
  const candidate = paragraphCandidate(node, span, source);
  if (!candidate) return [blockItem(node, span, source)];
  const isHeading = candidate.heading.kind === 'html' || candidate.heading.kind === 'hash';
  const isLabel = candidate.heading.label !== null && candidate.heading.label !== 'contents';
  if (!isHeading && !(isLabel && candidate.isWholeBlock)) {
    return [{ type: 'candidates', candidates: [candidate], fallback: { node, ...span } }];
  }
  const rest = candidate.body.flatMap((block) =>
    block.node === node ? readParagraph(node, block, source) : [blockItem(block.node, block, source)],
  );
  return [{ type: 'heading', heading: candidate.heading }, ...rest];
}

/** `1. ### Question` is a heading with a number; other lists may hold questions. */
function readList(node: List, source: ParsedMarkdown): OutlineItem[] {
  const hasHeadings = node.children.some((item) => item.children[0]?.type === 'heading');
  if (!hasHeadings) {
    const candidates = itemCandidates(node, source);
    const block = { node, ...spanOf(node) };
    return candidates
      ? [{ type: 'candidates', candidates, fallback: block }]
      : [blockItem(node, block, source)];
  }
  return node.children.flatMap((item, index) => {
    const number = node.ordered ? String((node.start ?? 1) + index) : null;
    const [first, ...rest] = item.children;
    if (first?.type !== 'heading')
      return item.children.flatMap((child: BlockContent | RootContent) => readNode(child, source));
    const heading = readHeading(first, source, { start: spanOf(item).start, number });
    const head: OutlineItem[] = heading ? [{ type: 'heading', heading }] : readNode(first, source);
    return [...head, ...rest.flatMap((child) => readNode(child, source))];
  });
}
