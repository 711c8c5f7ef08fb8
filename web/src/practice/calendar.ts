import { startOfDay } from './days.ts';
import type { PracticeAttempt } from './types.ts';

export interface CalendarDay {
  /** Midnight of the day. */
  start: number;
  attempts: number;
  isToday: boolean;
}

/** Weeks that the calendar shows: a quarter of a year. */
export const CALENDAR_WEEKS = 13;

const DAYS = 7;

/** The last weeks, Monday first, the week of today last: `weeks[w][d]`, null for days to come. */
export function calendarWeeks(attempts: readonly PracticeAttempt[], now: number): (CalendarDay | null)[][] {
  const counts = new Map<number, number>();
  for (const { at } of attempts) {
    const day = startOfDay(at);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const today = startOfDay(now);
  const sinceMonday = (new Date(now).getDay() + DAYS - 1) % DAYS;
  return Array.from({ length: CALENDAR_WEEKS }, (_week, week) =>
    Array.from({ length: DAYS }, (_day, day): CalendarDay | null => {
      const start = startOfDay(now, day - sinceMonday - DAYS * (CALENDAR_WEEKS - 1 - week));
      return start > today ? null : { start, attempts: counts.get(start) ?? 0, isToday: start === today };
    }),
  );
}

/** Radius of a day's dot in a figure of 16 × 16: grows with the attempts, up to five. */
export function dotRadius(attempts: number): number {
  return attempts === 0 ? 1.2 : 1.7 + 0.9 * Math.min(attempts, 5);
}
