import type { Snapshot } from '../index/types.ts';
import type { EntrySummary } from '../protocol.ts';
import { chunksOf } from '../retrieval/entry-chunks.ts';
import { summaryAt } from './entry-summary.ts';

const MAX_RELATED = 4;
/** Below this cosine two interview answers have no topic in common (seen on the sample corpus). */
const MIN_COSINE = 0.35;
/** Chunks looked at: an entry has a few each, and the entry's own come first. */
const CANDIDATES = 40;

/** Entries about the same things, nearest first: those whose chunks are nearest to the entry's first chunk. */
export function relatedEntries(snapshot: Snapshot, position: number): EntrySummary[] {
  const [chunk] = chunksOf(snapshot, position);
  if (chunk === undefined) return [];
  const titles = new Set([snapshot.entries[position]?.titleText.toLowerCase()]);
  const related: EntrySummary[] = [];
  for (const { ordinal, score } of snapshot.chunkVectors.search(
    snapshot.chunkVectors.vectorAt(chunk),
    CANDIDATES,
  )) {
    const summary = summaryAt(snapshot, snapshot.chunks[ordinal]?.entry ?? -1);
    if (summary === undefined || score < MIN_COSINE || titles.has(summary.titleText.toLowerCase())) continue;
    titles.add(summary.titleText.toLowerCase());
    related.push(summary);
    if (related.length === MAX_RELATED) break;
  }
  return related;
}
