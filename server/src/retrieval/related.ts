import type { Snapshot } from '../index/types.ts';
import { chunksOf } from './entry-chunks.ts';
import { foldTitle } from './titles.ts';

/** Below this cosine two interview answers have nothing to do with each other (sample corpus: .32 decorators and context managers, .29 duck typing and rolling windows). */
const MIN_COSINE = 0.3;
/** Chunks looked at: an entry has a few each, and the entry's own come first. */
const CANDIDATES = 40;

/** Positions of the entries about the same things, nearest first, no two with the same title: by their chunks' nearness to the entry's first chunk. */
export function relatedPositions(snapshot: Snapshot, position: number): number[] {
  const [chunk] = chunksOf(snapshot, position);
  if (chunk === undefined) return [];
  const { chunkVectors } = snapshot;
  const titles = new Set([foldTitle(snapshot.entries[position]?.titleText ?? '')]);
  const related: number[] = [];
  for (const { ordinal, score } of chunkVectors.search(chunkVectors.vectorAt(chunk), CANDIDATES)) {
    const entry = snapshot.chunks[ordinal]?.entry ?? -1;
    const title = foldTitle(snapshot.entries[entry]?.titleText ?? '');
    if (score < MIN_COSINE || title === '' || titles.has(title)) continue;
    titles.add(title);
    related.push(entry);
  }
  return related;
}
