import type { Entry } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { EntryMatch } from '../protocol.ts';
import { toSummary } from './entry-summary.ts';
import { foldCase } from './fold-case.ts';

/** More terms than this do not narrow a list of entries; each costs a pass over the corpus. */
const MAX_TERMS = 8;

/** The case-folded text of each entry by position: looked at on every keystroke, so made once per snapshot. */
interface FoldedEntry {
  readonly title: string;
  /** All sentences, one a line. */
  readonly body: string;
}

const cache = new WeakMap<Snapshot, readonly FoldedEntry[]>();

/** The distinct words of a filter, case-folded. */
export function filterTerms(filter: string): string[] {
  return [...new Set(foldCase(filter).split(/\s+/).filter(Boolean))].slice(0, MAX_TERMS);
}

/**
 * Whether an entry passes the filter: its title holds every term, or one of its sentences does (which is then
 * given as `match`). `null` if neither.
 */
export function matchEntry(
  snapshot: Snapshot,
  position: number,
  terms: readonly string[],
): EntryMatch | null {
  const entry = snapshot.entries[position];
  const folded = foldedEntries(snapshot)[position];
  if (entry === undefined || folded === undefined) return null;
  if (holdsAll(folded.title, terms)) return toSummary(entry);
  if (!holdsAll(folded.body, terms)) return null;
  const match = matchingSentence(entry, terms);
  return match === undefined ? null : { ...toSummary(entry), match };
}

/** Where the terms stand in the text: sorted, overlaps joined. */
export function matchRanges(text: string, terms: readonly string[]): [number, number][] {
  const folded = foldCase(text);
  const found = terms.flatMap((term) => occurrences(folded, term)).sort((a, b) => a[0] - b[0]);
  const ranges: [number, number][] = [];
  for (const [start, end] of found) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

function matchingSentence(entry: Entry, terms: readonly string[]): EntryMatch['match'] {
  for (const section of entry.sections) {
    for (const { text } of section.sentences) {
      if (holdsAll(foldCase(text), terms))
        return { section: section.name, text, ranges: matchRanges(text, terms) };
    }
  }
  return undefined;
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

function foldedEntries(snapshot: Snapshot): readonly FoldedEntry[] {
  const known = cache.get(snapshot);
  if (known !== undefined) return known;
  const folded = snapshot.entries.map(({ titleText, sections }) => ({
    title: foldCase(titleText),
    body: foldCase(sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join('\n')),
  }));
  cache.set(snapshot, folded);
  return folded;
}
