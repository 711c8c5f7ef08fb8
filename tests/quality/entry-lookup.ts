import { AppError } from '../../server/src/errors.ts';

/** How a label names an entry: by id, by its number, or by file and number. */
export type EntryKey = { id: string } | { number: string; path?: string };

/** Finds the entries that a label means; throws where the corpus has none. */
export type ResolveEntry = (key: EntryKey) => string[];

export interface EntryRow {
  id: string;
  number: string | null;
  documentPath: string;
}

/**
 * Finds entries by the keys that question sets use. A number may occur more than once in a file: all are meant.
 * A path matches from its end, so that a set written for a folder also fits where that folder is a part of the corpus.
 */
export function createEntryLookup(entries: readonly EntryRow[]): ResolveEntry {
  const ids = new Set(entries.map((entry) => entry.id));
  const byNumber = new Map<string, EntryRow[]>();
  for (const entry of entries) {
    if (entry.number === null) continue;
    const rows = byNumber.get(entry.number);
    if (rows === undefined) byNumber.set(entry.number, [entry]);
    else rows.push(entry);
  }
  return (key) => {
    const found =
      'id' in key
        ? ids.has(key.id)
          ? [key.id]
          : []
        : (byNumber.get(key.number) ?? [])
            .filter(({ documentPath }) => key.path === undefined || endsWithPath(documentPath, key.path))
            .map(({ id }) => id);
    if (found.length > 0) return found;
    throw new AppError(
      'bad_request',
      `The corpus has no entry ${JSON.stringify(key)}: is --corpus the folder the questions were written for?`,
    );
  };
}

function endsWithPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`);
}
