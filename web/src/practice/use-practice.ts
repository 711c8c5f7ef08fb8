import { useCallback, useEffect, useReducer, useRef } from 'react';
import { ApiError } from '../api/http.ts';
import { scoreAttempt } from '../api/practice.ts';
import {
  reducePractice,
  startSession,
  type PracticeEvent,
  type PracticeSession,
} from './practice-reducer.ts';
import { progressStore } from './progress-store.ts';
import { schedule, suggestRating } from './schedule.ts';
import type { PracticeCard, Rating } from './types.ts';

export interface Practice {
  session: PracticeSession;
  type: (attempt: string) => void;
  /** Scores what is written. */
  submit: () => void;
  /** Shows the answer; without a scored attempt the entry counts as not known. */
  reveal: () => void;
  rate: (rating: Rating) => void;
}

/** Practising one entry: its session, scoring on the server, and keeping what came of it. */
export function usePractice(entryId: string, card: PracticeCard | null): Practice {
  const [session, dispatch] = useReducer(reducePractice, startSession(entryId, card));
  const latest = useRef(session);
  const running = useRef<AbortController | null>(null);

  /** Applies an event at once, for what is kept because of it. */
  const apply = useCallback((event: PracticeEvent) => {
    latest.current = reducePractice(latest.current, event);
    dispatch(event);
    return latest.current;
  }, []);

  useEffect(() => () => running.current?.abort(), []);

  const keepRating = useCallback(async ({ entryId: rated, before, rating }: PracticeSession) => {
    if (!rating) return;
    await progressStore.saveCard(schedule(before, rating.chosen, { entryId: rated, now: Date.now() }));
  }, []);

  const submit = useCallback(async () => {
    const before = latest.current;
    const { attempt, entryId: scoredId } = apply({ type: 'submitted' });
    if (latest.current === before) return;
    const abort = new AbortController();
    running.current = abort;
    try {
      const response = await scoreAttempt({ entryId: scoredId, attempt }, abort.signal);
      const after = apply({
        type: 'scored',
        entryId: scoredId,
        response,
        suggested: suggestRating(response),
      });
      await progressStore.addAttempt({ entryId: scoredId, at: Date.now(), score: response.score });
      await keepRating(after);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      apply({ type: 'failed', entryId: scoredId, code: error.code, message: error.message });
    }
  }, [apply, keepRating]);

  const reveal = useCallback(() => {
    const hadRating = latest.current.rating !== null;
    const after = apply({ type: 'revealed' });
    if (!hadRating) void keepRating(after);
  }, [apply, keepRating]);

  const rate = useCallback(
    (rating: Rating) => void keepRating(apply({ type: 'rated', rating })),
    [apply, keepRating],
  );
  const type = useCallback((attempt: string) => void apply({ type: 'typed', attempt }), [apply]);

  return { session, type, submit: useCallback(() => void submit(), [submit]), reveal, rate };
}
