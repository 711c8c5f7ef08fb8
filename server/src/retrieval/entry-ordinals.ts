import type { Snapshot } from '../index/types.ts';

type ByEntry = ReadonlyMap<number, readonly number[]>;

const chunks = new WeakMap<Snapshot, ByEntry>();
const sentences = new WeakMap<Snapshot, ByEntry>();

/** Ordinals of an entry's chunks, in order; looked up, because a scan of all chunks per clause grows with the corpus. */
export function chunksOf(snapshot: Snapshot, entry: number): readonly number[] {
  const known = chunks.get(snapshot) ?? groupByEntry(snapshot.chunks);
  chunks.set(snapshot, known);
  return known.get(entry) ?? [];
}

/** Ordinals of an entry's sentences, in order. */
export function sentencesOf(snapshot: Snapshot, entry: number): readonly number[] {
  const known = sentences.get(snapshot) ?? groupByEntry(snapshot.sentences);
  sentences.set(snapshot, known);
  return known.get(entry) ?? [];
}

function groupByEntry(items: readonly { readonly entry: number }[]): ByEntry {
  const ordinals = new Map<number, number[]>();
  items.forEach(({ entry }, ordinal) => {
    const known = ordinals.get(entry);
    if (known === undefined) ordinals.set(entry, [ordinal]);
    else known.push(ordinal);
  });
  return ordinals;
}
