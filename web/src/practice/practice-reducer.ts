import type { PracticeResponse } from '../../../server/src/protocol.ts';
import type { PracticeCard, Rating } from './types.ts';

/** One entry being practised. */
export interface PracticeSession {
  entryId: string;
  attempt: string;
  /** The attempt that the score is about: what was written then may have been changed since. */
  scoredAttempt: string;
  phase: 'writing' | 'scoring' | 'scored';
  isRevealed: boolean;
  score: PracticeResponse | null;
  rating: { suggested: Rating; chosen: Rating } | null;
  /** The card as it was before this session, so that another rating replaces the first and does not follow it. */
  before: PracticeCard | null;
  fault: { code: string; message: string } | null;
}

export type PracticeEvent =
  | { type: 'asked'; entryId: string; card: PracticeCard | null }
  | { type: 'typed'; attempt: string }
  | { type: 'submitted' }
  | { type: 'scored'; entryId: string; response: PracticeResponse; suggested: Rating }
  | { type: 'failed'; entryId: string; code: string; message: string }
  | { type: 'revealed' }
  | { type: 'rated'; rating: Rating };

export function startSession(entryId: string, card: PracticeCard | null): PracticeSession {
  return {
    entryId,
    attempt: '',
    scoredAttempt: '',
    phase: 'writing',
    isRevealed: false,
    score: null,
    rating: null,
    before: card,
    fault: null,
  };
}

/** The session after an event. Answers of the server for another entry than the one in view change nothing. */
export function reducePractice(session: PracticeSession, event: PracticeEvent): PracticeSession {
  switch (event.type) {
    case 'asked':
      return event.entryId === session.entryId ? session : startSession(event.entryId, event.card);
    case 'typed':
      return { ...session, attempt: event.attempt, fault: null };
    case 'submitted':
      if (session.attempt.trim() === '' || session.phase === 'scoring') return session;
      return { ...session, phase: 'scoring', scoredAttempt: session.attempt, fault: null };
    case 'scored': {
      if (event.entryId !== session.entryId) return session;
      const { response, suggested } = event;
      // What was seen before it was written is not known: the answer on the page keeps the rating where it was.
      const rating = session.isRevealed && session.rating ? session.rating : { suggested, chosen: suggested };
      return { ...session, phase: 'scored', score: response, rating };
    }
    case 'failed':
      if (event.entryId !== session.entryId) return session;
      return {
        ...session,
        phase: session.score ? 'scored' : 'writing',
        fault: { code: event.code, message: event.message },
      };
    case 'revealed':
      return {
        ...session,
        isRevealed: true,
        rating: session.rating ?? { suggested: 'again', chosen: 'again' },
      };
    case 'rated':
      return session.rating ? { ...session, rating: { ...session.rating, chosen: event.rating } } : session;
    default:
      return event satisfies never;
  }
}
