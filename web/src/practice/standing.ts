import { startOfDay } from './days.ts';
import type { PracticeCard, PracticeState } from './types.ts';

/** An entry counts as learned when it is recalled for at least this long: one good answer, or several hard ones. */
const LEARNED_STABILITY_DAYS = 2;

export interface DueCounts {
  today: number;
  tomorrow: number;
  /** Within seven days, today and tomorrow among them. */
  week: number;
  learned: number;
}

/** Due by the end of today, learned, or neither. */
export function standingOf(card: PracticeCard, now: number): PracticeState | null {
  if (card.due < startOfDay(now, 1)) return 'due';
  return card.stability >= LEARNED_STABILITY_DAYS ? 'learned' : null;
}

/** The standing of every entry that has one. */
export function standings(
  cards: ReadonlyMap<string, PracticeCard>,
  now: number,
): ReadonlyMap<string, PracticeState> {
  const states = new Map<string, PracticeState>();
  for (const card of cards.values()) {
    const state = standingOf(card, now);
    if (state) states.set(card.entryId, state);
  }
  return states;
}

export function countDue(cards: Iterable<PracticeCard>, now: number): DueCounts {
  const counts: DueCounts = { today: 0, tomorrow: 0, week: 0, learned: 0 };
  for (const card of cards) {
    if (card.due < startOfDay(now, 1)) counts.today += 1;
    else if (card.due < startOfDay(now, 2)) counts.tomorrow += 1;
    if (card.due < startOfDay(now, 7)) counts.week += 1;
    if (standingOf(card, now) === 'learned') counts.learned += 1;
  }
  return counts;
}
