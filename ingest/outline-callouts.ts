import type { Blockquote } from 'mdast';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import { contentWithin, firstLineSpan } from './line-content.ts';
import type { Candidate } from './outline-candidates.ts';
import { CANDIDATE_LEVEL, makeHeading } from './outline-heading.ts';

/** Obsidian's callouts that hold a question. */
const CALLOUT = /^\[!(?:question|faq|help|quiz)\][+-]?[ \t]*/i;

/** `> [!question] Title` with the answer under it, or `null` for any other quotation. */
export function calloutCandidate(node: Blockquote, source: ParsedMarkdown): Candidate | null {
  const [first, ...rest] = node.children;
  if (first?.type !== 'paragraph') return null;
  const span = spanOf(first);
  const line = firstLineSpan(span, source);
  const mark = CALLOUT.exec(source.masked.slice(line.start, line.end));
  if (!mark) return null;
  const heading = makeHeading(
    contentWithin(first, { start: line.start + mark[0].length, end: line.end }),
    source,
    { kind: 'summary', level: CANDIDATE_LEVEL, start: spanOf(node).start, end: line.end },
  );
  if (heading.title.text === '') return null;
  const after = source.masked.slice(line.end, span.end);
  const start = line.end + (/^[\s>]*/.exec(after)?.[0].length ?? 0);
  const body = [
    ...(start < span.end ? [{ node: first, start, end: span.end }] : []),
    ...rest.map((child) => ({ node: child, ...spanOf(child) })),
  ];
  return { heading: { ...heading, title: { ...heading.title, isMarked: true } }, body, isWholeBlock: false };
}
