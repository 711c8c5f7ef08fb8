import type { BeirSet } from './beir.ts';
import { ndcg } from './metrics.ts';
import { retrieveEntries, type Subject } from './run-question.ts';
import { bootstrap, mean } from './statistics.ts';
import { textTable } from './text-table.ts';

const DEPTH = 10;

export interface BeirRow {
  id: string;
  hit1: number;
  hit5: number;
  mrr5: number;
  mrr10: number;
  ndcg5: number;
  ndcg10: number;
  recall10: number;
}

export interface BeirOptions {
  /** The record that an entry of the built corpus holds. */
  recordOf: (entryId: string) => string;
  /** With `false`, only the last question of a conversation is asked. */
  history?: boolean;
  onProgress?: (done: number, total: number) => void;
}

/** Retrieves for every query of the set and scores the records found against the judgements. */
export async function evaluateBeir(
  subject: Subject,
  { queries }: BeirSet,
  { recordOf, history = true, onProgress }: BeirOptions,
): Promise<BeirRow[]> {
  const rows: BeirRow[] = [];
  for (const query of queries) {
    const entries = await retrieveEntries(subject, {
      question: query.text,
      history: history ? query.history : [],
    });
    rows.push({ id: query.id, ...scoreRecords([...new Set(entries.map(recordOf))], query.gains) });
    onProgress?.(rows.length, queries.length);
  }
  return rows;
}

export function scoreRecords(
  ranked: readonly string[],
  gains: ReadonlyMap<string, number>,
): Omit<BeirRow, 'id'> {
  const top = ranked.slice(0, DEPTH).map((id) => gains.get(id) ?? 0);
  const first = top.findIndex((gain) => gain > 0) + 1;
  const all = [...gains.values()];
  return {
    hit1: first === 1 ? 1 : 0,
    hit5: first > 0 && first <= 5 ? 1 : 0,
    mrr5: first > 0 && first <= 5 ? 1 / first : 0,
    mrr10: first > 0 ? 1 / first : 0,
    ndcg5: ndcg(top.slice(0, 5), bestFive(all)),
    ndcg10: ndcg(top, all),
    recall10: top.filter((gain) => gain > 0).length / all.length,
  };
}

export function renderBeir(title: string, rows: readonly BeirRow[]): string {
  const names: Record<Exclude<keyof BeirRow, 'id'>, string> = {
    hit1: 'hit@1',
    hit5: 'hit@5',
    mrr5: 'MRR@5',
    mrr10: 'MRR@10',
    ndcg5: 'nDCG@5',
    ndcg10: 'nDCG@10',
    recall10: 'recall@10',
  };
  const lines = (Object.keys(names) as (keyof typeof names)[]).map((key) => {
    const { value, low, high } = bootstrap(
      rows.map((row) => row[key]),
      mean,
    );
    return [names[key], `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`];
  });
  return `${title}: ${rows.length} queries\n${textTable(lines)}`;
}

function bestFive(gains: readonly number[]): number[] {
  return [...gains].sort((a, b) => b - a).slice(0, 5);
}
