import { createEmptyCard, fsrs, Rating as Grade, type CardInput, type Grade as GradeValue } from 'ts-fsrs';
import type { PracticeResponse } from '../../../server/src/protocol.ts';
import type { PracticeCard, Rating } from './types.ts';

/** Whole days only: an entry takes minutes to answer, so the steps of minutes meant for vocabulary do not fit. */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false });

const GRADES: Readonly<Record<Rating, GradeValue>> = {
  again: Grade.Again,
  hard: Grade.Hard,
  good: Grade.Good,
  easy: Grade.Easy,
};

/** Scores from which on the better rating is suggested. */
const HARD_FROM = 0.4;
const GOOD_FROM = 0.7;
const EASY_FROM = 0.92;

/** When an entry comes back after it was rated: free spaced repetition scheduler (FSRS-6). `card` is null the first time. */
export function schedule(
  card: PracticeCard | null,
  rating: Rating,
  { entryId, now }: { entryId: string; now: number },
): PracticeCard {
  const before = card ? toCard(card) : createEmptyCard(now);
  const { card: after } = scheduler.next(before, now, GRADES[rating]);
  return {
    entryId,
    due: after.due.getTime(),
    lastReview: now,
    stability: after.stability,
    difficulty: after.difficulty,
    scheduledDays: after.scheduled_days,
    reps: after.reps,
    lapses: after.lapses,
    stage: STAGES[after.state],
  };
}

/** The rating that a scored attempt suggests; what contradicts the source is not well known, whatever the score. */
export function suggestRating({ score, points }: Pick<PracticeResponse, 'score' | 'points'>): Rating {
  const isWrong = points.some(({ isMain, state }) => isMain && state === 'contradicted');
  if (score < HARD_FROM) return 'again';
  if (score < GOOD_FROM || isWrong) return 'hard';
  return score < EASY_FROM ? 'good' : 'easy';
}

const STAGES = ['New', 'Learning', 'Review', 'Relearning'] as const;

function toCard(card: PracticeCard): CardInput {
  return {
    ...createEmptyCard(card.due),
    due: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    scheduled_days: card.scheduledDays,
    reps: card.reps,
    lapses: card.lapses,
    state: card.stage,
    last_review: card.lastReview,
  };
}
