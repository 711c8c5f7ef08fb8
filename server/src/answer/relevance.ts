import type { Snapshot } from '../index/types.ts';
import type { Query } from '../retrieval/query.ts';
import type { Candidate } from './select-sentences.ts';

/** Share of the cosine in a sentence's relevance; the rest is the share of the question's terms that it holds. */
const DENSE_SHARE = 0.6;
/** What the section that was retrieved best adds to its sentences. */
const SECTION_BONUS = 0.12;

/** Every sentence of an entry that may be quoted, with its relevance to the question, in document order. */
export function candidatesOf(
  snapshot: Snapshot,
  entry: number,
  { query, sections, preferred }: { query: Query; sections: ReadonlySet<number>; preferred: number },
): Candidate[] {
  const terms = termWeights(snapshot, query.terms);
  return sentenceOrdinals(snapshot, entry).flatMap((ordinal) => {
    const reference = snapshot.sentences[ordinal];
    if (reference === undefined || !sections.has(reference.section)) return [];
    const sentence = snapshot.entries[entry]?.sections[reference.section]?.sentences[reference.sentence];
    if (sentence === undefined) return [];
    const cosine = Math.max(0, snapshot.sentenceVectors.score(query.vector, ordinal));
    const overlap = coveredShare(snapshot, terms, sentence.text);
    const bonus = reference.section === preferred ? SECTION_BONUS : 0;
    return {
      section: reference.section,
      sentence: reference.sentence,
      block: sentence.block,
      kind: sentence.kind,
      text: sentence.text,
      relevance: DENSE_SHARE * cosine + (1 - DENSE_SHARE) * overlap + bonus,
    };
  });
}

/** The question's terms with their idf times their weight, as shares of 1. */
function termWeights(snapshot: Snapshot, terms: ReadonlyMap<string, number>): Map<string, number> {
  const weights = new Map<string, number>();
  let sum = 0;
  for (const [term, weight] of terms) {
    const value = weight * snapshot.lexical.idf(term);
    weights.set(term, value);
    sum += value;
  }
  if (sum > 0) for (const [term, value] of weights) weights.set(term, value / sum);
  return weights;
}

function coveredShare(snapshot: Snapshot, weights: ReadonlyMap<string, number>, text: string): number {
  let share = 0;
  for (const term of new Set(snapshot.lexical.analyze(text))) share += weights.get(term) ?? 0;
  return share;
}

const ordinals = new WeakMap<Snapshot, Map<number, number[]>>();

/** Positions in `snapshot.sentences` of an entry's sentences, in document order. */
function sentenceOrdinals(snapshot: Snapshot, entry: number): readonly number[] {
  let byEntry = ordinals.get(snapshot);
  if (byEntry === undefined) {
    byEntry = new Map();
    for (const [ordinal, reference] of snapshot.sentences.entries()) {
      const known = byEntry.get(reference.entry);
      if (known === undefined) byEntry.set(reference.entry, [ordinal]);
      else known.push(ordinal);
    }
    ordinals.set(snapshot, byEntry);
  }
  return byEntry.get(entry) ?? [];
}
