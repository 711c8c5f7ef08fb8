import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { EntrySummary, KeyPoint, PracticeResponse } from '../../server/src/protocol.ts';
import { CALENDAR_WEEKS, calendarWeeks, dotRadius } from '../../web/src/practice/calendar.ts';
import { practiceOrder } from '../../web/src/practice/choose-entry.ts';
import { daysBetween, startOfDay } from '../../web/src/practice/days.ts';
import { pointsFound } from '../../web/src/practice/points-found.ts';
import { practiceFromSearch, practiceTopicHref } from '../../web/src/practice/practice-address.ts';
import { reducePractice, startSession, type PracticeEvent } from '../../web/src/practice/practice-reducer.ts';
import { createProgressStore } from '../../web/src/practice/progress-store.ts';
import { schedule, suggestRating } from '../../web/src/practice/schedule.ts';
import { countDue, standingOf } from '../../web/src/practice/standing.ts';
import { RATINGS, type PracticeCard } from '../../web/src/practice/types.ts';

/** A Wednesday. */
const NOW = new Date(2026, 10, 25, 15, 30).getTime();
const HOUR = 3_600_000;

describe('a session', () => {
  it('goes from writing over scoring to a score with a rating', () => {
    const scored = run([
      { type: 'typed', attempt: 'A mutex.' },
      { type: 'submitted' },
      { type: 'scored', entryId: 'a#1', response: response([]), suggested: 'good' },
    ]);
    expect(scored).toMatchObject({ phase: 'scored', scoredAttempt: 'A mutex.', isRevealed: false });
    expect(scored.rating).toEqual({ suggested: 'good', chosen: 'good' });
    expect(reducePractice(scored, { type: 'rated', rating: 'hard' }).rating).toEqual({
      suggested: 'good',
      chosen: 'hard',
    });
  });

  it('does not score an empty attempt, nor twice at once', () => {
    expect(run([{ type: 'typed', attempt: '  ' }, { type: 'submitted' }]).phase).toBe('writing');
    const scoring = run([{ type: 'typed', attempt: 'x' }, { type: 'submitted' }]);
    expect(reducePractice(scoring, { type: 'submitted' })).toBe(scoring);
  });

  it('counts an answer that was looked up as not known, also when it is written down afterwards', () => {
    const copied = run([
      { type: 'revealed' },
      { type: 'typed', attempt: 'copied' },
      { type: 'submitted' },
      { type: 'scored', entryId: 'a#1', response: response([]), suggested: 'easy' },
    ]);
    expect(copied.rating).toEqual({ suggested: 'again', chosen: 'again' });
  });

  it('keeps what was written when scoring fails', () => {
    const failed = run([
      { type: 'typed', attempt: 'x' },
      { type: 'submitted' },
      { type: 'failed', entryId: 'a#1', code: 'unreachable', message: 'No server.' },
    ]);
    expect(failed).toMatchObject({ phase: 'writing', attempt: 'x', fault: { code: 'unreachable' } });
  });

  it('ignores an answer that belongs to another entry', () => {
    const session = startSession('a#1', null);
    const late: PracticeEvent = { type: 'scored', entryId: 'a#2', response: response([]), suggested: 'good' };
    expect(reducePractice(session, late)).toBe(session);
  });

  function run(events: PracticeEvent[]) {
    return events.reduce(reducePractice, startSession('a#1', null));
  }
});

describe('the schedule', () => {
  it('brings an entry back later the better it was known, in whole days', () => {
    const days = RATINGS.map((rating) => daysBetween(NOW, schedule(null, rating, at()).due));
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(days[0]).toBe(1);
    expect(days[3]).toBeGreaterThan(days[2]!);
  });

  it('grows with every good answer and falls back after a bad one', () => {
    const first = schedule(null, 'good', at());
    const second = schedule(first, 'good', { entryId: 'a#1', now: first.due });
    expect(second.due - second.lastReview).toBeGreaterThan(first.due - first.lastReview);
    const lapsed = schedule(second, 'again', { entryId: 'a#1', now: second.due });
    expect(lapsed.stability).toBeLessThan(second.stability);
    expect(lapsed.lapses).toBe(1);
  });

  it('never schedules into the past, whatever the ratings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...RATINGS), fc.nat(400)), { maxLength: 20 }),
        (reviews) => {
          let card: PracticeCard | null = null;
          let now = NOW;
          for (const [rating, wait] of reviews) {
            now += wait * 24 * HOUR;
            card = schedule(card, rating, { entryId: 'a#1', now });
            expect(card.due).toBeGreaterThan(now);
            expect(Number.isFinite(card.stability)).toBe(true);
          }
        },
      ),
    );
  });

  it('suggests by score, and no more than hard where something is wrong', () => {
    expect([0, 0.5, 0.8, 1].map((score) => suggestRating({ score, points: [] }))).toEqual([...RATINGS]);
    const wrong = [point('contradicted')];
    expect(suggestRating({ score: 0.95, points: wrong })).toBe('hard');
    expect(suggestRating({ score: 0.95, points: [{ ...wrong[0]!, isMain: false }] })).toBe('easy');
  });

  function at() {
    return { entryId: 'a#1', now: NOW };
  }
});

describe('what is due', () => {
  it('lasts until the end of the day, not to the hour', () => {
    expect(standingOf(card('a#1', NOW + 2 * HOUR), NOW)).toBe('due');
    expect(standingOf(card('a#1', startOfDay(NOW, 1)), NOW)).toBe('learned');
    expect(standingOf({ ...card('a#1', startOfDay(NOW, 1)), stability: 1 }, NOW)).toBeNull();
  });

  it('is counted by day', () => {
    const cards = [-3, 0, 1, 1, 5, 6, 7].map((days) => card('a#1', startOfDay(NOW, days) + HOUR));
    expect(countDue(cards, NOW)).toEqual({ today: 2, tomorrow: 2, week: 6, learned: 5 });
  });

  it('comes first, longest overdue before; then what is new, then the rest', () => {
    const entries = ['new', 'later', 'overdue', 'due'].map((id) => ({ id }) as EntrySummary);
    const cards = new Map([
      ['later', card('later', startOfDay(NOW, 9))],
      ['due', card('due', NOW)],
      ['overdue', card('overdue', startOfDay(NOW, -4))],
    ]);
    expect(practiceOrder(entries, cards, NOW).map(({ id }) => id)).toEqual([
      'overdue',
      'due',
      'new',
      'later',
    ]);
  });
});

describe('the calendar', () => {
  it('ends with the week of today, Monday first, and has no days to come', () => {
    const weeks = calendarWeeks([], NOW);
    expect(weeks).toHaveLength(CALENDAR_WEEKS);
    const last = weeks.at(-1)!;
    expect(last.map((day) => day?.isToday ?? null)).toEqual([false, false, true, null, null, null, null]);
    expect(new Date(weeks[0]![0]!.start).getDay()).toBe(1);
  });

  it('counts the attempts of each day', () => {
    const attempts = [NOW, NOW - HOUR, startOfDay(NOW, -1)].map((time) => ({
      entryId: 'a',
      at: time,
      score: 1,
    }));
    const [monday, tuesday, wednesday] = calendarWeeks(attempts, NOW).at(-1)!;
    expect([monday?.attempts, tuesday?.attempts, wednesday?.attempts]).toEqual([0, 1, 2]);
  });

  it('has every day once, across changes of the clock and of the year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2000, 0, 1), max: new Date(2060, 0, 1), noInvalidDate: true }),
        (date) => {
          const days = calendarWeeks([], date.getTime())
            .flat()
            .filter((day) => day !== null);
          expect(new Set(days.map(({ start }) => start)).size).toBe(days.length);
          expect(days.filter(({ isToday }) => isToday)).toHaveLength(1);
          expect(days.every(({ start }) => new Date(start).getHours() <= 1)).toBe(true);
        },
      ),
    );
  });

  it('draws more attempts larger, up to five', () => {
    expect([0, 1, 5, 50].map(dotRadius).map((radius) => radius.toFixed(1))).toEqual([
      '1.2',
      '2.6',
      '6.2',
      '6.2',
    ]);
  });
});

describe('points found', () => {
  it('are main points, those partly covered as halves', () => {
    const points = [
      point('covered'),
      point('partly'),
      point('missed'),
      { ...point('covered'), isMain: false },
    ];
    expect(pointsFound({ points })).toMatchObject({ found: '1½', all: 3 });
    expect(pointsFound({ points: [point('partly')] }).found).toBe('½');
    expect(pointsFound({ points: [point('partly'), point('partly')] }).found).toBe('1');
    expect(pointsFound({ points: [] })).toMatchObject({ found: '0', all: 0 });
  });
});

describe('the address of practice', () => {
  it('names the entry and the topic', () => {
    const scope = { document: 'a b.md', topic: ['R&D'] };
    const href = practiceTopicHref(scope, 'a b#1');
    expect(practiceFromSearch(new URL(href, 'http://localhost').search)).toEqual({ entryId: 'a b#1', scope });
    expect(practiceTopicHref({ document: null, topic: [] })).toBe('/practice');
  });
});

describe('the store of progress', () => {
  it('keeps cards and attempts for the next page', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const first = createProgressStore(name);
    await first.saveCard(card('a#1', NOW));
    await first.saveCard(card('a#1', NOW + HOUR));
    await first.addAttempt({ entryId: 'a#1', at: NOW, score: 0.5 });
    await first.close();
    const second = createProgressStore(name);
    const { cards, attempts } = await second.load();
    expect([...cards.values()]).toEqual([card('a#1', NOW + HOUR)]);
    expect(attempts).toEqual([{ entryId: 'a#1', at: NOW, score: 0.5 }]);
    expect(await second.isKept()).toBe(true);
    await second.close();
  });

  it('works in memory and says so where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = createProgressStore(`test-${crypto.randomUUID()}`);
    await store.saveCard(card('a#1', NOW));
    expect(await store.isKept()).toBe(false);
    expect((await store.load()).cards.size).toBe(1);
    await store.close();
    vi.unstubAllGlobals();
  });
});

function card(entryId: string, due: number): PracticeCard {
  return {
    entryId,
    due,
    lastReview: NOW - 48 * HOUR,
    stability: 5,
    difficulty: 5,
    scheduledDays: 2,
    reps: 1,
    lapses: 0,
    stage: 'Review',
  };
}

function point(state: KeyPoint['state']): KeyPoint {
  return { state, isMain: true, text: '', reasons: [], citation: {} as KeyPoint['citation'] };
}

function response(points: KeyPoint[]): PracticeResponse {
  return { entryId: 'a#1', score: 1, points };
}
