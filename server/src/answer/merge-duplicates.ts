import type { Snapshot } from '../index/types.ts';
import type { Pick } from './compose-extractive.ts';
import { pickSimilarity, pickText } from './picks.ts';

/** From this cosine on, two sentences that share their numbers and names say the same. */
const SAME = 0.93;
/** Numbers, code-like names and negations: where these differ, two alike sentences do not say the same. */
const TELLING =
  /\d[\d.,%]*|\b\w*[_.]\w+\b|\b[a-z]+[A-Z]\w*\b|\b(?:not|no|never|without|cannot|only)\b|n['’]t\b/gi;

/**
 * The picks without those that repeat a pick of another entry; the one that stays is cited for both. Sentences that
 * differ in a number, a name or a negation are never merged: they stand side by side.
 */
export function mergeDuplicates(snapshot: Snapshot, picks: readonly Pick[]): Pick[] {
  const merged: Pick[] = [];
  for (const pick of picks) {
    const twin = merged.findIndex(
      (earlier) => earlier.entry !== pick.entry && isSame(snapshot, earlier, pick),
    );
    const earlier = merged[twin];
    if (earlier === undefined) merged.push(pick);
    else merged[twin] = { ...earlier, also: [...(earlier.also ?? []), pick] };
  }
  return merged;
}

function isSame(snapshot: Snapshot, a: Pick, b: Pick): boolean {
  const similarity = pickSimilarity(snapshot, a, b);
  if (similarity === null || similarity < SAME) return false;
  return telling(pickText(snapshot, a)) === telling(pickText(snapshot, b));
}

function telling(text: string): string {
  return [...new Set(text.match(TELLING)?.map((part) => part.toLowerCase()) ?? [])].sort().join(' ');
}
