import type { ReadText, Segment, Word } from './verify-words.ts';

/** Shortest common beginning by which two stems count as one word ("vectoris", "vectoriz"). */
const COMMON_BEGINNING = 5;

/** Whether two words say the same: one stem or group of synonyms, or a name and its qualified form. */
export function isSameWord(a: Word, b: Word): boolean {
  if (a.canon === b.canon) return true;
  if (a.kind === 'number' || b.kind === 'number') return false;
  if (a.kind === 'code' || b.kind === 'code') return isNamed(a, b) || isNamed(b, a);
  const shorter = Math.min(a.canon.length, b.canon.length);
  const common = commonBeginning(a.canon, b.canon);
  return (
    common >= COMMON_BEGINNING && common >= shorter - 1 && Math.abs(a.canon.length - b.canon.length) <= 3
  );
}

/** The source's words that say the same as a claim's word. */
export function matchesOf(word: Word, words: readonly Word[]): Word[] {
  return words.filter((other) => isSameWord(word, other));
}

export function hasWord(words: readonly Word[], word: Word): boolean {
  return words.some((other) => isSameWord(word, other));
}

export const contentOf = (words: readonly Word[]): Word[] => words.filter((word) => word.weight > 0);

/**
 * The source's segment that says what a stretch of the claim says: the one that shares most with it for its length, a
 * word that stands in several segments counting for its share only. `null` where nothing but generic words is shared.
 */
export function segmentFor(words: readonly Word[], source: ReadText): Segment | null {
  let best: Segment | null = null;
  let bestScore = 0;
  for (const segment of source.segments) {
    if (sharedWeight(words, segment.words, source) < 0.5) continue;
    const score = agreement(words, segment.words, source);
    if (score > bestScore) {
      bestScore = score;
      best = segment;
    }
  }
  return best;
}

/** Shared weight over the mean weight of both stretches: what is extra on either side counts against. */
export function agreement(words: readonly Word[], stretch: readonly Word[], source: ReadText): number {
  const weigh = (list: readonly Word[]) => list.reduce((sum, word) => sum + word.weight, 0);
  return (2 * sharedWeight(words, stretch, source)) / (1 + weigh(words) + weigh(stretch));
}

/** Weight of the words that a stretch of the source shares with a claim's, rare ones counting in full. */
export function sharedWeight(words: readonly Word[], stretch: readonly Word[], source: ReadText): number {
  return words.reduce((sum, word) => {
    if (word.weight === 0 || !hasWord(stretch, word)) return sum;
    const homes = source.segments.filter((segment) => hasWord(segment.words, word)).length;
    return sum + word.weight / Math.max(1, homes);
  }, 0);
}

/** A name without what qualifies it: `groupby` for `df.groupby()`. */
function lastPart(word: Word): string {
  return word.canon.split(/\.|::/u).at(-1) ?? word.canon;
}

/** Whether one names the other: the same last part, or a bare word that qualifies it (`pandas` of `pandas.merge`). */
function isNamed(bare: Word, qualified: Word): boolean {
  if (bare.weight < 1) return false;
  if (lastPart(bare) === lastPart(qualified)) return true;
  return !/[.:]/u.test(bare.canon) && qualified.canon.split(/\.|::/u).includes(bare.canon);
}

function commonBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
