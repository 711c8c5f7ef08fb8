import type { EntrySummary } from '../../../server/src/protocol.ts';
import { startOfDay } from './days.ts';
import type { PracticeCard } from './types.ts';

/**
 * The entries of a topic in the order in which to practise them: those that are due, longest overdue first; then those
 * never practised, in corpus order; then the rest, soonest due first.
 */
export function practiceOrder(
  entries: readonly EntrySummary[],
  cards: ReadonlyMap<string, PracticeCard>,
  now: number,
): EntrySummary[] {
  const tomorrow = startOfDay(now, 1);
  const rank = ({ id }: EntrySummary): [number, number] => {
    const due = cards.get(id)?.due;
    if (due === undefined) return [1, 0];
    return due < tomorrow ? [0, due] : [2, due];
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((first, second) => first.rank[0] - second.rank[0] || first.rank[1] - second.rank[1])
    .map(({ entry }) => entry);
}
