import { AppError } from '../errors.ts';
import type { Snapshot, VectorSearchOptions } from '../index/types.ts';

/** The part of a snapshot that a question is restricted to. */
export interface ChunkFilter {
  readonly chunks: Required<VectorSearchOptions>;
  readonly sentences: Required<VectorSearchOptions>;
}

const cache = new WeakMap<Snapshot, Map<string, ChunkFilter>>();

/**
 * The filter for a collection: a document (path with or without its extension) or a folder of documents.
 * @throws AppError `not_found` when the corpus holds no such document or folder.
 */
export function collectionFilter(snapshot: Snapshot, collection: string): ChunkFilter {
  const known = cache.get(snapshot) ?? new Map<string, ChunkFilter>();
  cache.set(snapshot, known);
  const filter = known.get(collection) ?? buildFilter(snapshot, collection);
  known.set(collection, filter);
  return filter;
}

/** Whether the document at `path` belongs to the collection. */
export function isInCollection(path: string, collection: string): boolean {
  const name = collection.replace(/\/+$/, '');
  return path === name || path.startsWith(`${name}/`) || path.replace(/\.[^./]+$/, '') === name;
}

function buildFilter(snapshot: Snapshot, collection: string): ChunkFilter {
  const entries = new Set<number>();
  snapshot.entries.forEach((entry, index) => {
    if (isInCollection(entry.documentPath, collection)) entries.add(index);
  });
  if (entries.size === 0) {
    throw new AppError(
      'not_found',
      `No document or folder named "${collection}". GET /api/entries lists them.`,
    );
  }
  const inChunk = (ordinal: number) => entries.has(snapshot.chunks[ordinal]?.entry ?? -1);
  const inSentence = (ordinal: number) => entries.has(snapshot.sentences[ordinal]?.entry ?? -1);
  return {
    chunks: {
      filter: inChunk,
      filterSize: snapshot.chunks.filter((chunk) => entries.has(chunk.entry)).length,
    },
    sentences: {
      filter: inSentence,
      filterSize: snapshot.sentences.filter((sentence) => entries.has(sentence.entry)).length,
    },
  };
}
