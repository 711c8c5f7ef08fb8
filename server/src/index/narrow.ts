import type { Chunk, Entry } from '../corpus/types.ts';
import { assembleSnapshot, countContent } from './content.ts';
import type { GateCalibration, SentenceRef, Snapshot, VectorIndex } from './types.ts';

export interface NarrowOptions {
  /** Which entries stay. */
  readonly keeps: (entry: Entry) => boolean;
  /** The gate's calibration for what stays. */
  readonly calibration: GateCalibration | null;
}

/**
 * A part of a snapshot as a snapshot of its own: positions, word statistics and counts are those of the part, as if
 * nothing else had been ingested. Vectors are shared with the whole; a search passes over what was left out.
 */
export function narrowSnapshot(snapshot: Snapshot, { keeps, calibration }: NarrowOptions): Snapshot {
  const entries = select(snapshot.entries, keeps);
  const chunks = select(snapshot.chunks, ({ entry }) => entries.positions.has(entry));
  const sentences = select(snapshot.sentences, ({ chunk }) => chunks.positions.has(chunk));
  const paths = new Set(entries.kept.map(({ documentPath }) => documentPath));
  const documents = [...snapshot.documents.values()].filter(({ path }) => paths.has(path));
  const placed = {
    documents,
    entries: entries.kept,
    chunks: chunks.kept.map((chunk): Chunk => ({ ...chunk, entry: entries.positions.get(chunk.entry) ?? 0 })),
    sentences: sentences.kept.map((sentence): SentenceRef => ({
      ...sentence,
      entry: entries.positions.get(sentence.entry) ?? 0,
      chunk: chunks.positions.get(sentence.chunk) ?? 0,
    })),
  };
  return assembleSnapshot(
    placed,
    { ...snapshot.manifest, counts: countContent(placed), calibration },
    {
      chunkVectors: partOf(snapshot.chunkVectors, chunks),
      sentenceVectors: partOf(snapshot.sentenceVectors, sentences),
      lexical: snapshot.lexical.only(chunks.ordinals),
    },
  );
}

interface Selection<T> {
  readonly kept: readonly T[];
  /** Old positions, ascending. */
  readonly ordinals: readonly number[];
  /** New position by old one. */
  readonly positions: ReadonlyMap<number, number>;
}

function select<T>(items: readonly T[], keeps: (item: T) => boolean): Selection<T> {
  const kept: T[] = [];
  const ordinals: number[] = [];
  items.forEach((item, ordinal) => {
    if (!keeps(item)) return;
    kept.push(item);
    ordinals.push(ordinal);
  });
  return { kept, ordinals, positions: new Map(ordinals.map((ordinal, position) => [ordinal, position])) };
}

function partOf(whole: VectorIndex, { ordinals, positions }: Selection<unknown>): VectorIndex {
  const within = { filter: (ordinal: number) => positions.has(ordinal), filterSize: ordinals.length };
  const old = (position: number) => ordinals[position] ?? 0;
  return {
    kind: whole.kind,
    size: ordinals.length,
    dimensions: whole.dimensions,
    search: (vector, k, { filter } = {}) =>
      whole
        .search(vector, k, {
          ...within,
          ...(filter && { filter: (ordinal) => isKept(positions.get(ordinal), filter) }),
        })
        .map(({ ordinal, score }) => ({ ordinal: positions.get(ordinal) ?? 0, score })),
    score: (vector, position) => whole.score(vector, old(position)),
    vectorAt: (position) => whole.vectorAt(old(position)),
  };
}

function isKept(position: number | undefined, filter: (position: number) => boolean): boolean {
  return position !== undefined && filter(position);
}
