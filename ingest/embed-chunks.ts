import { chunkInput, type Chunk, type Entry } from '../server/src/corpus/types.ts';
import { AppError } from '../server/src/errors.ts';
import type { SentenceRef, Snapshot } from '../server/src/index/types.ts';
import type { AbortableEmbeddings, Embedder } from '../server/src/models/types.ts';
import type { VectorCheckpoint } from './vector-checkpoint.ts';

/** The vectors of an index, row after row, with what it took to make them. */
export interface EmbeddedChunks {
  readonly chunkVectors: Float32Array;
  readonly sentenceVectors: Float32Array;
  /** Texts that were embedded now, and rows that were taken over from the previous snapshot or from equal texts. */
  readonly embedded: number;
  readonly reused: number;
}

export interface EmbedChunksOptions {
  readonly previous: Snapshot | null;
  /** What an interrupted ingest made already; what is made now is added. */
  readonly checkpoint?: VectorCheckpoint;
  readonly signal?: AbortSignal;
  /** Characters, and the texts that they are in. */
  readonly onProgress?: (done: number, total: number, texts: { done: number; total: number }) => void;
}

/** Texts per call: enough for the model to sort by length within, few enough for progress to move. */
const BATCH = 64;

/**
 * Embeds every chunk (question and body) and every sentence. Vectors of texts that the previous snapshot holds are
 * taken over if the same embedder made them, as are those of the checkpoint; equal texts are embedded once.
 * @throws AppError `model` if the embedder returns something else than one vector per text
 */
export async function embedChunks(
  {
    entries,
    chunks,
    sentences,
  }: {
    entries: readonly Entry[];
    chunks: readonly Chunk[];
    sentences: readonly SentenceRef[];
  },
  embedder: Embedder,
  { previous, checkpoint, signal, onProgress }: EmbedChunksOptions,
): Promise<EmbeddedChunks> {
  const chunkTexts = chunks.map((chunk) => chunkInput(chunk, entries[chunk.entry]?.titleText ?? ''));
  const sentenceTexts = sentences.map((ref) => sentenceText(entries, ref));
  const vectors =
    previous?.manifest.embedder.id === embedder.id ? knownVectors(previous) : new Map<string, Float32Array>();
  const all = [...chunkTexts, ...sentenceTexts];
  if (checkpoint) takeOver(checkpoint, all, vectors);
  const missing = [...new Set(all)]
    .filter((text) => !vectors.has(text))
    .toSorted((a, b) => a.length - b.length);
  // Characters, not texts, measure the work: the longest texts come last.
  const total = missing.reduce((sum, text) => sum + text.length, 0);
  let done = 0;
  onProgress?.(done, total, { done: 0, total: missing.length });
  for (let start = 0; start < missing.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = missing.slice(start, start + BATCH);
    const rows = await embed(embedder, batch, signal);
    batch.forEach((text, index) => vectors.set(text, rows[index] ?? new Float32Array(embedder.dimensions)));
    await checkpoint?.add(batch, rows);
    done += batch.reduce((sum, text) => sum + text.length, 0);
    onProgress?.(done, total, { done: start + batch.length, total: missing.length });
  }
  return {
    chunkVectors: matrix(chunkTexts, vectors, embedder.dimensions),
    sentenceVectors: matrix(sentenceTexts, vectors, embedder.dimensions),
    embedded: missing.length,
    reused: all.length - missing.length,
  };
}

function sentenceText(entries: readonly Entry[], ref: SentenceRef): string {
  return entries[ref.entry]?.sections[ref.section]?.sentences[ref.sentence]?.text ?? '';
}

function knownVectors(snapshot: Snapshot): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  snapshot.chunks.forEach((chunk, ordinal) => {
    const title = snapshot.entries[chunk.entry]?.titleText ?? '';
    vectors.set(chunkInput(chunk, title), snapshot.chunkVectors.vectorAt(ordinal));
  });
  snapshot.sentences.forEach((ref, ordinal) => {
    vectors.set(sentenceText(snapshot.entries, ref), snapshot.sentenceVectors.vectorAt(ordinal));
  });
  return vectors;
}

function takeOver(
  checkpoint: VectorCheckpoint,
  texts: readonly string[],
  vectors: Map<string, Float32Array>,
): void {
  for (const text of texts) {
    const vector = vectors.has(text) ? undefined : checkpoint.vectorOf(text);
    if (vector) vectors.set(text, vector);
  }
}

async function embed(
  embedder: Embedder,
  texts: string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const embeddings: AbortableEmbeddings = embedder.embeddings;
  const rows = await embeddings.embedDocuments(texts, { signal });
  if (rows.length !== texts.length) {
    throw new AppError(
      'model',
      `The embedder ${embedder.id} returned ${rows.length} vectors for ${texts.length} texts.`,
    );
  }
  return rows.map((row) => {
    const isSound = row.length === embedder.dimensions && row.every((value) => Number.isFinite(value));
    if (isSound) return Float32Array.from(row);
    throw new AppError(
      'model',
      `The embedder ${embedder.id} returned a vector of ${row.length} numbers, not ${embedder.dimensions} finite ones.`,
    );
  });
}

function matrix(
  texts: readonly string[],
  vectors: ReadonlyMap<string, Float32Array>,
  dimensions: number,
): Float32Array {
  const rows = new Float32Array(texts.length * dimensions);
  texts.forEach((text, index) => {
    const vector = vectors.get(text);
    if (vector) rows.set(vector, index * dimensions);
  });
  return rows;
}
