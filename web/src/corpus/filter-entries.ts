import type { EntryMatch, EntrySummary } from '../../../server/src/protocol.ts';
import { foldCase } from './fold-case.ts';
import type { Corpus } from './load-corpus.ts';
import { isInScope, type Scope } from './scope.ts';

export interface EntryRow {
  entry: EntrySummary;
  /** The sentence that holds the words when the title does not. */
  match: EntryMatch['match'] | null;
}

export type SentenceMatches = ReadonlyMap<string, NonNullable<EntryMatch['match']>>;

/** More words than this do not narrow the list further. */
const MAX_TERMS = 8;

/** The distinct words of a filter, case-folded. */
export function filterTerms(filter: string): string[] {
  return [...new Set(foldCase(filter).split(/\s+/).filter(Boolean))].slice(0, MAX_TERMS);
}

/** How many entries a scope holds. */
export function countInScope(corpus: Corpus, scope: Scope): number {
  if (scope.document === null) return corpus.total;
  return corpus.entries.filter((entry) => isInScope(entry, scope)).length;
}

/**
 * The entries of a scope whose title holds every word, and those of which the server found a sentence that does,
 * in corpus order. Sentences found for an earlier filter count as long as they hold the words of this one.
 */
export function filterEntries(
  corpus: Corpus,
  scope: Scope,
  { terms, sentences }: { terms: readonly string[]; sentences: SentenceMatches },
): EntryRow[] {
  const rows: EntryRow[] = [];
  for (const [index, entry] of corpus.entries.entries()) {
    if (!isInScope(entry, scope)) continue;
    if (holdsAll(corpus.foldedTitles[index] ?? '', terms)) rows.push({ entry, match: null });
    else {
      const match = sentences.get(entry.id);
      if (match && holdsAll(foldCase(match.text), terms)) rows.push({ entry, match });
    }
  }
  return rows;
}

/** Where the terms stand in the text: sorted, overlaps joined. */
export function matchRanges(text: string, terms: readonly string[]): [number, number][] {
  const folded = foldCase(text);
  const found = terms.flatMap((term) => occurrences(folded, term)).sort((a, b) => a[0] - b[0]);
  const ranges: [number, number][] = [];
  for (const [start, end] of found) {
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

function occurrences(text: string, term: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + term.length)) {
    found.push([at, at + term.length]);
  }
  return found;
}

function holdsAll(text: string, terms: readonly string[]): boolean {
  return terms.every((term) => text.includes(term));
}
