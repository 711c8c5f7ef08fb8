import type { Snapshot } from '../index/types.ts';
import { passagesOf, type Clause, type Investigation } from '../retrieval/investigate.ts';
import type { Query } from '../retrieval/query.ts';
import type { Passage } from '../retrieval/types.ts';

/** A second entry is quoted beside the best when its score comes this close to it. */
const NEAR_BEST = 0.93;
/** Entries that may answer a clause: the best of the whole question. */
const CONSIDERED = 4;
const MAX_ENTRIES = 3;
/** A clause belongs to another entry than the best when that one fits it better by this factor. */
const CLAUSE_MARGIN = 1.2;
/** And when it fits at all. */
const CLAUSE_MIN_SCORE = 0.26;

/** An entry to quote from, with the query that its sentences are chosen by. */
export interface Quote {
  readonly entry: number;
  readonly query: Query;
}

/**
 * The entries that together answer a question: the best one, those that come close to it, and those that fit one of
 * the question's clauses clearly better ("compare A with B" wants both).
 */
export function quotesFor(snapshot: Snapshot, { whole, clauses }: Investigation): Quote[] {
  const quotes = new Map<number, Query>();
  for (const entry of entriesNearBest(whole.passages)) quotes.set(entry, whole.query);
  const considered = distinctEntries(whole.passages).slice(0, CONSIDERED);
  const [best] = considered;
  if (best === undefined) return [];
  const others = clauses.flatMap((clause) => {
    const winner = entryForClause(snapshot, clause, considered);
    return winner === null || winner.entry === best ? [] : [{ ...winner, query: clause.mixed }];
  });
  for (const { entry, query } of others.sort((a, b) => b.score - a.score)) {
    if (!quotes.has(entry) && quotes.size < MAX_ENTRIES) quotes.set(entry, query);
  }
  return [...quotes].map(([entry, query]) => ({ entry, query }));
}

/** The entry that fits the clause better than the best of the whole question does, if any. */
function entryForClause(
  snapshot: Snapshot,
  { own }: Clause,
  considered: readonly number[],
): { entry: number; score: number } | null {
  const scores = new Map<number, number>();
  for (const { entry, score } of passagesOf(snapshot, own, considered)) {
    if (!scores.has(entry)) scores.set(entry, score);
  }
  const [winner] = [...scores].sort(([, a], [, b]) => b - a);
  const best = scores.get(considered[0] ?? -1) ?? 0;
  if (winner === undefined) return null;
  const [entry, score] = winner;
  return score >= CLAUSE_MIN_SCORE && score >= CLAUSE_MARGIN * best ? { entry, score } : null;
}

/** The entries whose best passage comes close to the best of all, in order of score. */
export function entriesNearBest(passages: readonly Passage[]): number[] {
  const best = passages[0]?.score ?? 0;
  return distinctEntries(passages.filter(({ score }) => score >= NEAR_BEST * best)).slice(0, MAX_ENTRIES);
}

function distinctEntries(passages: readonly Passage[]): number[] {
  return [...new Set(passages.map(({ entry }) => entry))];
}
