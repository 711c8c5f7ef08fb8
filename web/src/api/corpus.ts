import type { EntriesPage, EntryView, HealthView, SearchResponse } from '../../../server/src/protocol.ts';
import { requestJson } from './http.ts';

export interface EntriesQuery {
  /** Filters titles and sentences. */
  q?: string;
  /** Path of one document. */
  document?: string;
  cursor?: string;
  /** Entries per page, at most 1,000. */
  limit?: number;
}

/** What the server runs with: snapshot, models, calibration and the starter questions. */
export function fetchHealth(signal?: AbortSignal): Promise<HealthView> {
  return requestJson('/api/health', { signal: signal ?? null });
}

/** One page of entry summaries with the documents and topics of the whole corpus. */
export function fetchEntries(query: EntriesQuery = {}, signal?: AbortSignal): Promise<EntriesPage> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return requestJson(`/api/entries?${search.toString()}`, { signal: signal ?? null });
}

/** One entry with its sections as Markdown. @throws ApiError `not_found` for an id that the corpus does not hold. */
export function fetchEntry(id: string, signal?: AbortSignal): Promise<EntryView> {
  return requestJson(`/api/entries/${encodeURIComponent(id)}`, { signal: signal ?? null });
}

/** The passages for a question with every score, without an answer. */
export function search(question: string, k: number, signal?: AbortSignal): Promise<SearchResponse> {
  const query = new URLSearchParams({ q: question, k: String(k) });
  return requestJson(`/api/search?${query.toString()}`, { signal: signal ?? null });
}
