import type { Snapshot } from '../index/types.ts';

const cache = new WeakMap<Snapshot, ReadonlyMap<number, readonly number[]>>();

/** Ordinals of an entry's chunks, in order; looked up, because a scan of all chunks per clause grows with the corpus. */
export function chunksOf(snapshot: Snapshot, entry: number): readonly number[] {
  const chunks = cache.get(snapshot) ?? groupByEntry(snapshot);
  cache.set(snapshot, chunks);
  return chunks.get(entry) ?? [];
}

function groupByEntry(snapshot: Snapshot): ReadonlyMap<number, readonly number[]> {
  const chunks = new Map<number, number[]>();
  snapshot.chunks.forEach(({ entry }, ordinal) => {
    const known = chunks.get(entry);
    if (known === undefined) chunks.set(entry, [ordinal]);
    else known.push(ordinal);
  });
  return chunks;
}
