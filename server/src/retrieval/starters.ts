import type { Snapshot } from '../index/types.ts';

/** Positions of entries spread evenly over the corpus, to begin with. */
export function starterPositions(snapshot: Snapshot, count: number): number[] {
  const answered = snapshot.entries.flatMap(({ sections }, position) =>
    sections.some(({ sentences }) => sentences.length > 0) ? [position] : [],
  );
  const step = answered.length / Math.max(1, Math.min(count, answered.length));
  return Array.from(
    { length: Math.min(count, answered.length) },
    (_, index) => answered[Math.floor(index * step)] ?? 0,
  );
}
