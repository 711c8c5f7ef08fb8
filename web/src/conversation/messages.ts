import type { ChatMessage } from '../../../server/src/protocol.ts';
import { textMessage } from '../api/chat.ts';
import type { Conversation } from './types.ts';

/** How many earlier turns go with a question: what lies further back does not change how it is read. */
const HISTORY_TURNS = 6;

/** The messages that ask a turn's question: the turns before it, then the question itself. */
export function messagesFor(conversation: Conversation, turnId: string): ChatMessage[] {
  const index = conversation.turns.findIndex((turn) => turn.id === turnId);
  const turn = conversation.turns[index];
  if (!turn) return [];
  const earlier = conversation.turns.slice(Math.max(0, index - HISTORY_TURNS), index);
  const history = earlier.flatMap(({ question, answer }) =>
    answer.text ? [textMessage('user', question), textMessage('assistant', answer.text)] : [],
  );
  return [...history, textMessage('user', turn.question)];
}
