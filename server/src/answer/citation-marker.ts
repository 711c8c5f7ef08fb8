import type { Span } from '../corpus/types.ts';
import { guardedSpans, parseAnswer } from './answer-markdown.ts';

/** A marker in the text of an answer, with the numbers that it names. */
export interface Marker extends Span {
  readonly numbers: readonly number[];
}

/**
 * `【1】`, `【1, 2】`, full-width digits, and the `【1†source】` that some models write. Lenticular brackets,
 * because square brackets occur in code: every tool that rewrites those in plain text damages it.
 */
export const MARKER_SOURCE =
  '【[ \\t]*[\\d０-９]{1,4}(?:[ \\t]*[,，、;；][ \\t]*[\\d０-９]{1,4})*[ \\t]*(?:†[^】\\n]{0,40})?】';

const MARKER = new RegExp(MARKER_SOURCE, 'gu');

export function formatMarker(number: number): string {
  return `【${number}】`;
}

/** The markers of a Markdown text in order: only those in text, never in code, math, links or HTML. */
export function findMarkers(markdown: string): Marker[] {
  const candidates = [...markdown.matchAll(MARKER)];
  if (candidates.length === 0) return [];
  const guarded = guardedSpans(parseAnswer(markdown));
  return candidates
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      numbers: markerNumbers(match[0]),
    }))
    .filter((marker) => !guarded.some((span) => span.start < marker.end && marker.start < span.end));
}

/** The text with every marker replaced; an empty replacement also takes the blanks before the marker. */
export function replaceMarkers(
  markdown: string,
  replacement: (numbers: readonly number[]) => string,
): string {
  let text = '';
  let position = 0;
  for (const marker of findMarkers(markdown)) {
    const before = markdown.slice(position, marker.start);
    const inserted = replacement(marker.numbers);
    text += (inserted === '' ? before.replace(/[ \t]+$/u, '') : before) + inserted;
    position = marker.end;
  }
  return text + markdown.slice(position);
}

/** The text without markers. */
export function stripMarkers(markdown: string): string {
  return replaceMarkers(markdown, () => '');
}

/** The text with each number mapped, `null` removing it; `【1, 2】` becomes `【3】【4】`. */
export function renumberMarkers(markdown: string, renumber: (number: number) => number | null): string {
  return replaceMarkers(markdown, (numbers) =>
    numbers
      .map(renumber)
      .filter((number) => number !== null)
      .map(formatMarker)
      .join(''),
  );
}

/**
 * Quoted source text in which nothing can be taken for a marker of ours; it looks the same when rendered.
 * A document that holds `【1】` must not decorate itself with our numbers.
 */
export function escapeMarkers(markdown: string): string {
  let text = markdown;
  for (const marker of findMarkers(markdown).reverse()) {
    text = `${text.slice(0, marker.start)}&#12304;${text.slice(marker.start + 1)}`;
  }
  return text;
}

/** The distinct numbers inside one marker, in order. */
export function markerNumbers(marker: string): number[] {
  const digits = marker.replace(/†[^]*$/u, '').match(/[\d０-９]+/gu) ?? [];
  return [...new Set(digits.map((digit) => Number(digit.normalize('NFKC'))))];
}
