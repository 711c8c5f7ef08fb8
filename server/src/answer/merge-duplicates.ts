import type { Snapshot } from '../index/types.ts';
import type { Pick } from './compose-extractive.ts';
import { sentenceOrdinals } from './relevance.ts';

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
  const [textA, textB] = [textOf(snapshot, a), textOf(snapshot, b)];
  const [ordinalA, ordinalB] = [ordinalOf(snapshot, a), ordinalOf(snapshot, b)];
  if (textA === undefined || textB === undefined || ordinalA === undefined || ordinalB === undefined)
    return false;
  const cosine = snapshot.sentenceVectors.score(snapshot.sentenceVectors.vectorAt(ordinalA), ordinalB);
  return cosine >= SAME && telling(textA) === telling(textB);
}

function textOf(snapshot: Snapshot, { entry, section, sentence }: Pick): string | undefined {
  return snapshot.entries[entry]?.sections[section]?.sentences[sentence]?.text;
}

function ordinalOf(snapshot: Snapshot, { entry, section, sentence }: Pick): number | undefined {
  return sentenceOrdinals(snapshot, entry).find((ordinal) => {
    const reference = snapshot.sentences[ordinal];
    return reference?.section === section && reference.sentence === sentence;
  });
}

function telling(text: string): string {
  return [...new Set(text.match(TELLING)?.map((part) => part.toLowerCase()) ?? [])].sort().join(' ');
}
