import { corpusHref, scopeFromSearch, type Scope } from '../corpus/scope.ts';

/** What is practised, from the address: an entry, if one is named, and the topic to choose from. */
export function practiceFromSearch(search: string): { entryId: string | null; scope: Scope } {
  return { entryId: new URLSearchParams(search).get('entry'), scope: scopeFromSearch(search).scope };
}

/** The address of the practice page for an entry, or for whatever comes first in the topic. */
export function practiceTopicHref(scope: Scope, entryId: string | null = null): string {
  const query = new URLSearchParams(corpusHref(scope).split('?')[1] ?? '');
  if (entryId !== null) query.append('entry', entryId);
  const search = query.toString();
  return search === '' ? '/practice' : `/practice?${search}`;
}
