import type { Span } from './types.ts';

/** Above this many UTF-16 units a document is parsed in pieces: the Markdown parser's time grows with the square. */
const MAX_SEGMENT = 32_000;
/** The same for a document with reference links, whose definitions must stand in the same piece. */
const MAX_REFERENCE_SEGMENT = 128_000;
/** The same for text that is mostly marks of emphasis or links (measured: 80,000 units of `*a` take 30 s at once). */
const MAX_DENSE_SEGMENT = 4_000;
/** Share of `*`, `_`, `~`, `[` from which a text counts as dense. Real documents stay under .05. */
const DENSE = 0.15;

/**
 * Where to cut a large text so that its pieces can be parsed one by one: before a heading outside fences and
 * comments if there is one, else at a blank line, else at a line end, else anywhere.
 * @returns the given cuts and the further ones, ascending
 */
export function segmentCuts(text: string, given: readonly number[], fences: readonly Span[]): number[] {
  const cuts: number[] = [];
  const size = /^ {0,3}\[[^\]\n]+\]:[ \t]*\S/m.test(text) ? MAX_REFERENCE_SEGMENT : MAX_SEGMENT;
  const closed = [...fences, ...commentSpans(text)].sort((a, b) => a.start - b.start);
  for (const [index, start] of [0, ...given].entries()) {
    const end = given[index] ?? text.length;
    if (index > 0) cuts.push(start);
    cuts.push(...cutsWithin(text, { start, end }, { closed, size }));
  }
  return cuts;
}

function cutsWithin(
  text: string,
  span: Span,
  { closed, size: normalSize }: { closed: readonly Span[]; size: number },
): number[] {
  const cuts: number[] = [];
  let start = span.start;
  while (span.end - start > MAX_DENSE_SEGMENT) {
    const size = isDense(text.slice(start, Math.min(span.end, start + normalSize)))
      ? MAX_DENSE_SEGMENT
      : normalSize;
    if (span.end - start <= size) break;
    const cut = bestCut(text, start, Math.min(span.end, start + size), closed);
    cuts.push(cut);
    start = cut;
  }
  return cuts;
}

function isDense(text: string): boolean {
  let marks = 0;
  for (const character of text) if ('*_~['.includes(character)) marks += 1;
  return marks > text.length * DENSE;
}

function bestCut(text: string, start: number, end: number, closed: readonly Span[]): number {
  const isFree = (offset: number) => !closed.some((span) => offset > span.start && offset < span.end);
  const heading = last(text, /\n(?=#{1,6}[ \t])/g, start, end, isFree);
  const blankLine = heading ?? last(text, /\n[ \t]*\r?\n(?=\S)/g, start, end, isFree);
  const lineEnd = blankLine ?? last(text, /\n/g, start, end, isFree);
  const anyLine = lineEnd ?? last(text, /\n/g, start, end, () => true);
  if (anyLine !== null) return anyLine;
  const isBetweenSurrogates = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return isBetweenSurrogates ? end - 1 : end;
}

/** End of the last match in (start, end) that the test allows. */
function last(
  text: string,
  pattern: RegExp,
  start: number,
  end: number,
  test: (offset: number) => boolean,
): number | null {
  const offsets = Array.from(text.slice(start, end).matchAll(pattern), (m) => start + m.index + m[0].length);
  return offsets.findLast((offset) => offset > start && offset < end && test(offset)) ?? null;
}

function commentSpans(text: string): Span[] {
  return Array.from(text.matchAll(/<!--[\s\S]*?-->/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
