import { createHash } from 'node:crypto';
import type { Entry, Section } from '../corpus/types.ts';
import { AppError } from '../errors.ts';
import type { Snapshot } from '../index/types.ts';
import type { EntryView, SectionView } from '../protocol.ts';
import { summaryAt, toSummary } from './entry-summary.ts';
import { relatedEntries } from './related-entries.ts';

/**
 * An entry with everything that a page needs to show it and to mark any of its sentences.
 * @throws AppError `not_found` if the corpus holds no such entry.
 */
export function viewEntry(snapshot: Snapshot, id: string): EntryView {
  const position = snapshot.entryIndex.get(id);
  const entry = position === undefined ? undefined : snapshot.entries[position];
  if (position === undefined || entry === undefined) {
    throw new AppError('not_found', `The corpus holds no entry ${JSON.stringify(id.slice(0, 200))}.`);
  }
  const { text } = snapshot.documents.get(entry.documentPath) ?? { text: '' };
  const neighbour = (offset: number) => {
    const summary = summaryAt(snapshot, position + offset);
    return summary?.document === entry.documentPath ? summary : undefined;
  };
  return {
    ...toSummary(entry),
    repairs: entry.repairs.map(({ start, end, text: readable }) => ({ start, end, text: readable })),
    sections: entry.sections.map((section) => toSectionView(section, text)),
    hash: hashOf(entry, text),
    previous: neighbour(-1),
    next: neighbour(1),
    related: relatedEntries(snapshot, position),
  };
}

function toSectionView(section: Section, documentText: string): SectionView {
  const { kind, name, start, end, hash, sentences } = section;
  return {
    kind,
    name,
    start,
    end,
    markdown: documentText.slice(start, end),
    hash,
    sentences: sentences.map((sentence) => ({
      start: sentence.start,
      end: sentence.end,
      text: sentence.text,
    })),
  };
}

function hashOf({ start, end }: Entry, documentText: string): string {
  return createHash('sha256').update(documentText.slice(start, end)).digest('hex');
}
