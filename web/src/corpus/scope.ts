import type { EntrySummary } from '../../../server/src/protocol.ts';

/** The part of the corpus that is shown: all of it, a document, or a topic in one. */
export interface Scope {
  /** Path of the document; `null` for all. */
  document: string | null;
  /** Headings from the outermost; empty for the whole document. */
  topic: readonly string[];
}

/** The scope and the filter in the query of an address like `/corpus?document=a.md&topic=Basics&q=memory`. */
export function scopeFromSearch(search: string): { scope: Scope; filter: string } {
  const query = new URLSearchParams(search);
  const document = query.get('document');
  const topic = document === null ? [] : query.getAll('topic');
  return { scope: { document, topic }, filter: query.get('q') ?? '' };
}

export function corpusHref({ document, topic }: Scope, filter = ''): string {
  const query = new URLSearchParams();
  if (document !== null) query.append('document', document);
  for (const name of topic) query.append('topic', name);
  if (filter.trim() !== '') query.append('q', filter);
  const search = query.toString();
  return search === '' ? '/corpus' : `/corpus?${search}`;
}

export function isInScope(entry: Pick<EntrySummary, 'document' | 'topics'>, scope: Scope): boolean {
  if (scope.document === null) return true;
  if (entry.document !== scope.document) return false;
  return scope.topic.every((name, depth) => entry.topics[depth] === name);
}

export function isSameScope(first: Scope, second: Scope): boolean {
  return corpusHref(first) === corpusHref(second);
}
