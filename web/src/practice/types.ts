/** How well an entry was known, from worst to best. */
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
export type Rating = (typeof RATINGS)[number];

/** How one entry is learned: the scheduler's state as plain data, times in milliseconds since 1970. */
export interface PracticeCard {
  entryId: string;
  due: number;
  lastReview: number;
  /** Days until the chance of recalling it has fallen to nine in ten. */
  stability: number;
  difficulty: number;
  scheduledDays: number;
  reps: number;
  lapses: number;
  /** The scheduler's own stage. */
  stage: 'New' | 'Learning' | 'Review' | 'Relearning';
}

/** One scored attempt. */
export interface PracticeAttempt {
  entryId: string;
  at: number;
  score: number;
}

/** Everything that practice keeps in this browser. */
export interface Progress {
  cards: ReadonlyMap<string, PracticeCard>;
  attempts: readonly PracticeAttempt[];
}

/** How an entry stands: due by the end of today, or learned and not due. */
export type PracticeState = 'learned' | 'due';
