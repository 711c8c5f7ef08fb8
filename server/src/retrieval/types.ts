/** A retrieved chunk with its scores and ranks. Positions refer to the snapshot. */
export interface Passage {
  readonly chunk: number;
  readonly entry: number;
  readonly section: number;
  /** Fused, 0..1. */
  readonly score: number;
  readonly dense: number;
  readonly lexical: number;
  readonly denseRank: number | null;
  readonly lexicalRank: number | null;
  /** Cosine of each of the chunk's sentences with the query, in the chunk's order. */
  readonly sentenceScores: readonly number[];
}
