import { AppError } from '../errors.ts';
import type { Snapshot } from '../index/types.ts';
import type { EntriesPage, EntryMatch } from '../protocol.ts';
import { isInCollection } from '../retrieval/collection.ts';
import { starterPositions } from '../retrieval/starters.ts';
import { documentSummaries } from './document-summaries.ts';
import { summaryAt } from './entry-summary.ts';
import { filterTerms, matchEntry } from './match-entries.ts';

export interface EntriesQuery {
  /** Words that the title or one sentence of the entry must hold, upper or lower case. */
  readonly q?: string;
  /** Path of one document. */
  readonly document?: string;
  /** One document (path without `.md`) or one folder of documents. */
  readonly collection?: string;
  /** From the page before. */
  readonly cursor?: string;
  readonly limit?: number;
}

/**
 * One page of the entries that pass the filter, in corpus order. The cursor names the last entry of a page, so it
 * stays good when other entries come or go.
 * @throws AppError `bad_request` for a cursor whose entry is gone.
 */
export function listEntries(snapshot: Snapshot, query: EntriesQuery): EntriesPage {
  const { q = '', limit = 100, cursor } = query;
  const first = cursor === undefined ? 0 : positionAfter(snapshot, cursor);
  const terms = filterTerms(q);
  const entries: EntryMatch[] = [];
  let total = 0;
  let hasMore = false;
  for (const [position, entry] of snapshot.entries.entries()) {
    const match = isInScope(entry.documentPath, query) ? matchEntry(snapshot, position, terms) : null;
    if (match === null) continue;
    total += 1;
    if (position < first) continue;
    if (entries.length < limit) entries.push(match);
    else hasMore = true;
  }
  const last = entries.at(-1);
  return {
    entries,
    total,
    ...(hasMore && last !== undefined && { cursor: Buffer.from(last.id).toString('base64url') }),
    documents: documentSummaries(snapshot),
  };
}

/** The entries to begin with. */
export function starterEntries(snapshot: Snapshot, count: number): EntriesPage['entries'] {
  return starterPositions(snapshot, count).flatMap((position) => summaryAt(snapshot, position) ?? []);
}

function isInScope(path: string, { document, collection }: EntriesQuery): boolean {
  if (document !== undefined && path !== document) return false;
  return collection === undefined || isInCollection(path, collection);
}

function positionAfter(snapshot: Snapshot, cursor: string): number {
  const position = snapshot.entryIndex.get(Buffer.from(cursor, 'base64url').toString());
  if (position === undefined) {
    throw new AppError(
      'bad_request',
      `cursor: ${JSON.stringify(cursor)} is unknown or its entry is gone. Start again without it.`,
    );
  }
  return position + 1;
}
