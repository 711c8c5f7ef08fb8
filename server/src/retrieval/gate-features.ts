import type { Snapshot } from '../index/types.ts';
import type { Query } from './query.ts';
import type { Passage } from './types.ts';

/** How many of the best passages the gate looks at, and the reader reads. */
export const GATE_PASSAGES = 3;

/** What is left of the score of a question of which the corpus knows no word, and of one that gives instructions. */
const STRANGE = 0.5;
const ORDERING = 0.9;

/** The gate's inputs by name; what is absent (the reader's) is not a key. */
export type GateFeatures = Readonly<Record<string, number>>;

/** What retrieval alone says about a question; `read` is added when the reader has been asked. */
export function gateFeatures(
  snapshot: Snapshot,
  query: Query,
  { passages, holdsInstructions }: { passages: readonly Passage[]; holdsInstructions: boolean },
): GateFeatures {
  const top = passages.slice(0, GATE_PASSAGES);
  const best = top[0];
  if (best === undefined) return { fused: 0, sentence: 0, cosine: 0, unknown: 1, trust: 0 };
  const unknown = unknownShare(snapshot, query.ownTerms);
  return {
    /** The fused score of the best passage. */
    fused: best.score,
    /** The largest cosine of a single sentence among the best passages. */
    sentence: Math.max(0, ...top.flatMap(({ sentenceScores }) => sentenceScores)),
    /** Cosine of the best passage as a whole. */
    cosine: snapshot.chunkVectors.score(query.vector, best.chunk),
    /** Share of the question's terms, by idf, that no source holds. */
    unknown,
    /** What rules about the wording leave of the score, 0..1: they lower it and never refuse alone. */
    trust: trustIn(query, { unknown, holdsInstructions }),
  };
}

/** A question without a word asks nothing; one without a known word, or that gives orders beside, is doubtful. */
function trustIn(
  query: Query,
  { unknown, holdsInstructions }: { unknown: number; holdsInstructions: boolean },
): number {
  if (!/[\p{L}\p{N}]/u.test(query.text)) return 0;
  const isStrange = unknown === 1 && query.terms.size === query.ownTerms.size;
  return (isStrange ? STRANGE : 1) * (holdsInstructions ? ORDERING : 1);
}

function unknownShare(snapshot: Snapshot, terms: ReadonlyMap<string, number>): number {
  let all = 0;
  let unknown = 0;
  for (const term of terms.keys()) {
    const idf = snapshot.lexical.idf(term);
    all += idf;
    if (snapshot.lexical.documentFrequency(term) === 0) unknown += idf;
  }
  return all > 0 ? unknown / all : 0;
}
