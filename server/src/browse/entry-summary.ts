import type { Entry } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { EntrySummary } from '../protocol.ts';

export function toSummary(entry: Entry): EntrySummary {
  const { id, number, title, titleText, documentPath, topics } = entry;
  return { id, number, title, titleText, document: documentPath, topics: [...topics] };
}

/** The summary of the entry at a position, if there is one. */
export function summaryAt(snapshot: Snapshot, position: number): EntrySummary | undefined {
  const entry = snapshot.entries[position];
  return entry && toSummary(entry);
}
