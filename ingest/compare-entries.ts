import { sha256 } from '../server/src/corpus/hash.ts';
import type { Entry } from '../server/src/corpus/types.ts';

/** What an ingest changed, in entries. */
export interface EntryChanges {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** Compares entries by id; one is updated if its question, its topics or the text of a section differ. */
export function compareEntries(before: readonly Entry[], after: readonly Entry[]): EntryChanges {
  const known = new Map(before.map((entry) => [entry.id, fingerprint(entry)]));
  let added = 0;
  let updated = 0;
  for (const entry of after) {
    const previous = known.get(entry.id);
    if (previous === undefined) added += 1;
    else if (previous !== fingerprint(entry)) updated += 1;
    known.delete(entry.id);
  }
  return { added, updated, unchanged: after.length - added - updated, removed: known.size };
}

function fingerprint(entry: Entry): string {
  const sections = entry.sections.map(({ kind, name, hash }) => [kind, name, hash]);
  return sha256(JSON.stringify([entry.title, entry.topics, sections]));
}
