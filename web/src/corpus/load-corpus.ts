import type { DocumentSummary, EntriesPage, EntrySummary } from '../../../server/src/protocol.ts';
import type { EntriesQuery } from '../api/corpus.ts';
import { foldCase } from './fold-case.ts';

/** A small page first, so that something is in sight at once; then as large as the server gives them. */
const FIRST_PAGE = 100;
const NEXT_PAGES = 1_000;

/** What the corpus view knows of every entry. */
export interface Corpus {
  entries: readonly EntrySummary[];
  /** The titles, case-folded, in the same order: looked through at every keystroke. */
  foldedTitles: readonly string[];
  documents: readonly DocumentSummary[];
  /** Entries in the corpus; more than are here while loading. */
  total: number;
}

type FetchPage = (query: EntriesQuery, signal?: AbortSignal) => Promise<EntriesPage>;

/** Yields the corpus after each page that arrived; the last one is complete. */
export async function* loadCorpus(fetchPage: FetchPage, signal: AbortSignal): AsyncGenerator<Corpus> {
  let entries: EntrySummary[] = [];
  let foldedTitles: string[] = [];
  let cursor: string | undefined;
  do {
    const limit = cursor === undefined ? FIRST_PAGE : NEXT_PAGES;
    const page = await fetchPage({ cursor, limit }, signal);
    entries = [...entries, ...page.entries];
    foldedTitles = [...foldedTitles, ...page.entries.map(({ titleText }) => foldCase(titleText))];
    cursor = page.cursor;
    yield { entries, foldedTitles, documents: page.documents, total: Math.max(page.total, entries.length) };
  } while (cursor !== undefined);
}
