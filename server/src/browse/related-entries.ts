import type { Snapshot } from '../index/types.ts';
import type { EntrySummary } from '../protocol.ts';
import { relatedPositions } from '../retrieval/related.ts';
import { summaryAt } from './entry-summary.ts';

const MAX_RELATED = 4;

/** Entries about the same things, nearest first. */
export function relatedEntries(snapshot: Snapshot, position: number): EntrySummary[] {
  return relatedPositions(snapshot, position)
    .slice(0, MAX_RELATED)
    .flatMap((related) => summaryAt(snapshot, related) ?? []);
}
