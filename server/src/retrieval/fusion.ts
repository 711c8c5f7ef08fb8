/** Share of the question-and-section vector in the dense score; the rest is the best single sentence. */
const UNIT_SHARE = 0.7;
/** Share of the dense score in the fused one. */
const DENSE_SHARE = 0.5;

/** The dense score of a chunk: its own cosine mixed with its best sentence's, both floored at 0. */
export function denseScore(chunkCosine: number, bestSentenceCosine: number): number {
  return Math.max(0, UNIT_SHARE * chunkCosine + (1 - UNIT_SHARE) * bestSentenceCosine);
}

/** Raw BM25 as a share of the most that the question's terms could reach, 0..1. */
export function lexicalScore(bm25: number, upperBound: number): number {
  return upperBound > 0 ? Math.min(1, bm25 / upperBound) : 0;
}

/**
 * The fused score, 0..1 on a scale that does not depend on the other candidates, so that a gate can use it.
 * The weights were measured on public and own question sets against BM25, dense, reciprocal rank fusion and
 * per-query min–max, which all lose to it on nearly every set.
 */
export function fusedScore(dense: number, lexical: number): number {
  return DENSE_SHARE * dense + (1 - DENSE_SHARE) * lexical;
}
