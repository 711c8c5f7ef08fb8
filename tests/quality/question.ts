import type { Turn } from '../../server/src/ask.ts';

export interface Nugget {
  /** The entry that holds it. */
  entryId: string;
  /** Verbatim Markdown of that entry. */
  text: string;
}

/** One labelled question, its labels resolved to entries of the corpus under test. */
export interface Question {
  /** `<set>:<id of the row>`. */
  id: string;
  type: string;
  question: string;
  history: Turn[];
  /** Entries that answer it; empty where the corpus does not. */
  gold: string[];
  /** `any`: each gold alone is enough; `all`: every gold is needed; `none`: out of corpus. */
  need: 'any' | 'all' | 'none';
  /** Related entries: citing them is no error, citing only them is not enough. */
  alsoOk: string[];
  nuggets: Nugget[];
  /** Words by which the answer must name each part of the question that no source covers. */
  uncovered: string[];
}

/** What the product replied, reduced to what the labels speak about. */
export interface Reply {
  /** Retrieved entries, best first, each once. */
  ranked: readonly string[];
  cited: readonly string[];
  /** The answer without its citation markers. */
  text: string;
  outcome: 'answered' | 'closest' | 'refused' | 'incomplete' | 'fault';
  /** The gate's score. */
  score: number;
}

export function isInCorpus(question: Pick<Question, 'gold'>): boolean {
  return question.gold.length > 0;
}
