import type { AnswerPart } from '../../../server/src/protocol.ts';
import { EMPTY_ANSWER, endAnswer, foldParts, isOpen } from './fold-parts.ts';
import type { AnswerPhase, AnswerState, Conversation, Turn } from './types.ts';

/** Which of a turn's two answers an event is about. */
export type AnswerSlot = 'answer' | 'deeper';

export type ConversationEvent =
  | { type: 'opened'; conversation: Conversation }
  | { type: 'left' }
  | { type: 'renamed'; id: string; title: string }
  | { type: 'asked'; conversationId: string; turnId: string; question: string; at: number }
  /** A turn's question is asked again, perhaps in other words; later turns go when the words changed. */
  | { type: 'asked-again'; turnId: string; question: string; at: number }
  | { type: 'went-deeper'; turnId: string }
  | { type: 'closed-deeper'; turnId: string }
  | { type: 'received'; turnId: string; slot: AnswerSlot; parts: AnswerPart[]; at: number }
  | {
      type: 'ended';
      turnId: string;
      slot: AnswerSlot;
      phase: Extract<AnswerPhase, 'stopped' | 'cut' | 'failed'>;
      failure: AnswerState['failure'];
      at: number;
    };

/** Longest title made from a question, in characters. */
const TITLE_LENGTH = 80;

/** The conversation in view after an event; `null` while there is none. */
export function reduceConversation(
  state: Conversation | null,
  event: ConversationEvent,
): Conversation | null {
  switch (event.type) {
    case 'opened':
      return settle(event.conversation);
    case 'left':
      return null;
    case 'renamed':
      return state?.id === event.id ? { ...state, title: event.title } : state;
    case 'asked':
      return addTurn(state, event);
    case 'asked-again':
      return askAgain(state, event);
    case 'went-deeper':
      return changeTurn(state, event.turnId, (turn) => ({ ...turn, deeper: EMPTY_ANSWER }));
    case 'closed-deeper':
      return changeTurn(state, event.turnId, (turn) => ({ ...turn, deeper: null }));
    case 'received':
      return touch(
        changeAnswer(state, event, (answer) => foldParts(answer, event.parts)),
        event.at,
      );
    case 'ended':
      return touch(
        changeAnswer(state, event, (answer) => endAnswer(answer, event.phase, event.failure)),
        event.at,
      );
    default:
      return event satisfies never;
  }
}

/** The answer that is still being written, if any. */
export function openAnswer(conversation: Conversation | null): { turnId: string; slot: AnswerSlot } | null {
  for (const turn of conversation?.turns ?? []) {
    if (isOpen(turn.answer)) return { turnId: turn.id, slot: 'answer' };
    if (turn.deeper && isOpen(turn.deeper)) return { turnId: turn.id, slot: 'deeper' };
  }
  return null;
}

/** A stored conversation may end in an answer whose page was closed: no more of it will come. */
function settle(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) => ({
    ...turn,
    answer: endAnswer(turn.answer, 'cut'),
    deeper: turn.deeper && endAnswer(turn.deeper, 'cut'),
  }));
  return { ...conversation, turns };
}

function addTurn(
  state: Conversation | null,
  event: Extract<ConversationEvent, { type: 'asked' }>,
): Conversation {
  const { conversationId, turnId, question, at } = event;
  const turn: Turn = { id: turnId, question, askedAt: at, answer: EMPTY_ANSWER, deeper: null };
  if (state?.id === conversationId) return { ...state, updatedAt: at, turns: [...state.turns, turn] };
  return { id: conversationId, title: titleOf(question), createdAt: at, updatedAt: at, turns: [turn] };
}

function askAgain(
  state: Conversation | null,
  event: Extract<ConversationEvent, { type: 'asked-again' }>,
): Conversation | null {
  const index = state?.turns.findIndex((turn) => turn.id === event.turnId) ?? -1;
  const old = state?.turns[index];
  if (!state || !old) return state;
  const { question, at } = event;
  const turn: Turn = { ...old, question, askedAt: at, answer: EMPTY_ANSWER, deeper: null };
  const rest = question === old.question ? state.turns.slice(index + 1) : [];
  const title = index === 0 && state.title === titleOf(old.question) ? titleOf(question) : state.title;
  return { ...state, title, updatedAt: at, turns: [...state.turns.slice(0, index), turn, ...rest] };
}

function changeAnswer(
  state: Conversation | null,
  { turnId, slot }: { turnId: string; slot: AnswerSlot },
  change: (answer: AnswerState) => AnswerState,
): Conversation | null {
  return changeTurn(state, turnId, (turn) => {
    if (slot === 'answer') return { ...turn, answer: change(turn.answer) };
    return turn.deeper ? { ...turn, deeper: change(turn.deeper) } : turn;
  });
}

function changeTurn(
  state: Conversation | null,
  turnId: string,
  change: (turn: Turn) => Turn,
): Conversation | null {
  if (!state) return null;
  return { ...state, turns: state.turns.map((turn) => (turn.id === turnId ? change(turn) : turn)) };
}

function touch(state: Conversation | null, at: number): Conversation | null {
  return state && { ...state, updatedAt: at };
}

function titleOf(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…`;
}
