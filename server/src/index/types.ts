import type { Chunk, Entry, SourceDocument } from '../corpus/types.ts';
import type { Calibration, GateThresholds } from '../protocol.ts';

/** A hit: the ordinal of the vector as it was added, and its cosine. */
export interface Neighbour {
  readonly ordinal: number;
  readonly score: number;
}

export interface VectorSearchOptions {
  /** Only ordinals for which it returns true. */
  filter?: (ordinal: number) => boolean;
  /** How many ordinals the filter lets through, if known: few are scanned exactly. */
  filterSize?: number;
}

/** Unit vectors with nearest-neighbour search by cosine. Approximate (HNSW) and exact search share it. */
export interface VectorIndex {
  readonly kind: 'hnsw' | 'exact';
  readonly size: number;
  readonly dimensions: number;
  /** The k nearest, best first, scored exactly from the stored vectors. */
  search(vector: Float32Array, k: number, options?: VectorSearchOptions): Neighbour[];
  /** Exact cosine with one stored vector. */
  score(vector: Float32Array, ordinal: number): number;
  /** A view into the stored vectors: never write to it. */
  vectorAt(ordinal: number): Float32Array;
}

/** A query as a bag of weighted terms (weight 1 for the question itself, less for what history adds). */
export type WeightedTerms = ReadonlyMap<string, number>;

/** BM25 over chunks (question + body). Ordinals are positions in `Snapshot.chunks`. */
export interface LexicalIndex {
  readonly size: number;
  /**
   * The terms of a question: code tokens whole and in parts, stemmed, stop words dropped (Python's keywords among them
   * are kept where nothing else was asked for: "if not"); in order, repeats kept.
   */
  analyze(text: string): string[];
  /** The k best ordinals with their raw BM25, best first; only those with a score above 0. */
  search(terms: WeightedTerms, k: number): Neighbour[];
  /** Raw BM25 of one chunk. */
  score(terms: WeightedTerms, ordinal: number): number;
  /** The highest raw BM25 that any chunk could reach: Σ weight · idf · (k1 + 1), unknown terms and stop words at df 0. */
  upperBound(terms: WeightedTerms): number;
  /** Lucene's idf of a term; for an unknown term the value at df 0. */
  idf(term: string): number;
  /** Number of chunks that hold the term (as `analyze` gives it). */
  documentFrequency(term: string): number;
  /** Surface words of the corpus (lower case, unstemmed; code tokens whole and their parts), with how many chunks hold each. */
  readonly words: ReadonlyMap<string, number>;
  /**
   * The index of these chunks alone (ascending ordinals, which become positions): frequencies are theirs, while the mean
   * length and `words` stay those of the whole.
   */
  only(ordinals: readonly number[]): LexicalIndex;
}

/** One sentence of one chunk in the flat list that the sentence vectors follow. */
export interface SentenceRef {
  readonly chunk: number;
  readonly entry: number;
  readonly section: number;
  readonly sentence: number;
}

/** Logistic regression over named features: sigmoid(bias + Σ weight · feature). */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** The gate's fitted numbers: is the question on a topic of the corpus, and does a passage answer it? */
export interface GateModel {
  readonly topical: LogisticModel;
  readonly evidence: LogisticModel;
  /** The same without the reader's input, for where its file is absent. */
  readonly evidenceWithoutReader: LogisticModel;
  readonly thresholds: GateThresholds;
  readonly thresholdsWithoutReader: GateThresholds;
}

/** A calibration with the model it fitted; without one the shipped prior applies. */
export interface GateCalibration extends Calibration {
  readonly model?: GateModel;
}

export interface Manifest {
  readonly formatVersion: number;
  readonly id: string;
  readonly createdAt: string;
  readonly embedder: { readonly id: string; readonly dimensions: number };
  readonly counts: {
    readonly documents: number;
    readonly entries: number;
    readonly chunks: number;
    readonly sentences: number;
  };
  /** Hash over the paths and texts of all documents: tells whether a corpus changed. */
  readonly corpusHash: string;
  /** SHA-256 (hex) of every other file of the snapshot, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly calibration: GateCalibration | null;
}

/** One published, immutable generation of the index, opened and verified. */
export interface Snapshot {
  readonly id: string;
  readonly manifest: Manifest;
  readonly documents: ReadonlyMap<string, SourceDocument>;
  readonly entries: readonly Entry[];
  /** Position in `entries` by entry id. */
  readonly entryIndex: ReadonlyMap<string, number>;
  readonly chunks: readonly Chunk[];
  readonly sentences: readonly SentenceRef[];
  /** For each chunk the ordinals [first, end) of its sentences in `sentences`. */
  readonly chunkSentences: readonly (readonly [number, number])[];
  readonly chunkVectors: VectorIndex;
  readonly sentenceVectors: VectorIndex;
  readonly lexical: LexicalIndex;
}
