import { useEffect, useRef } from 'react';
import { useMessages } from '../components/Messages.tsx';
import { texts } from '../texts.ts';
import { openAnswer } from './conversation-reducer.ts';
import { faultText } from './Fault.tsx';
import type { AnswerState, Conversation } from './types.ts';

/** Tells screen readers once that an answer has begun and once that it is done, never what is in between. */
export function useAnnouncements(conversation: Conversation) {
  const { announce } = useMessages();
  const open = openAnswer(conversation);
  const openKey = open && `${open.turnId} ${open.slot}`;
  const before = useRef<typeof open>(null);
  useEffect(() => {
    const ended = before.current;
    before.current = openAnswer(conversation);
    if (openKey !== null) {
      if (`${ended?.turnId ?? ''} ${ended?.slot ?? ''}` !== openKey) announce(texts.answer.begun);
      return;
    }
    const turn = conversation.turns.find((one) => one.id === ended?.turnId);
    const answer = ended && turn?.[ended.slot];
    if (answer) announce(endText(answer));
  }, [openKey, conversation, announce]);
}

function endText(answer: AnswerState): string {
  const fault = faultText(answer);
  if (fault !== null) return fault;
  if (answer.finish?.outcome === 'refused') return texts.answer.refusedDone;
  return texts.answer.done(answer.citations.length);
}
