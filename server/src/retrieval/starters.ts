import type { Snapshot } from '../index/types.ts';

/** Lengths of a title that reads well on a button, in UTF-16 units. */
const MIN_TITLE = 12;
const MAX_TITLE = 90;

/** Positions of entries to begin with: from all over the corpus, evenly spaced, with something to say and a readable title. */
export function starterPositions(snapshot: Snapshot, count: number): number[] {
  const answered = snapshot.entries.flatMap(({ sections, titleText }, position) =>
    sections.some(({ sentences }) => sentences.length > 0) ? [{ position, length: titleText.length }] : [],
  );
  const fitting = answered.filter(({ length }) => length >= MIN_TITLE && length <= MAX_TITLE);
  const candidates = fitting.length >= count ? fitting : answered;
  const wanted = Math.min(count, candidates.length);
  const step = candidates.length / Math.max(1, wanted);
  // The middle of each stretch: the first entry of a document is often its introduction.
  return Array.from({ length: wanted }, (_, index) => candidates[Math.floor((index + 0.5) * step)]).flatMap(
    (starter) => starter?.position ?? [],
  );
}
