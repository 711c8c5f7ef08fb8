import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { useConversation } from './ConversationProvider.tsx';
import type { AnswerState, Turn } from './types.ts';

/** Why an answer is not whole, in words, and the way out. */
export function AnswerFault({ turn }: { turn: Turn }) {
  const { askAgain } = useConversation();
  const text = faultText(turn.answer);
  if (text === null) return null;
  return (
    <div className="notice answer-fault">
      <Icon name="notice" />
      <span>{text}</span>
      <button className="action" type="button" onClick={() => askAgain(turn.id, turn.question)}>
        <Icon name="retry" />
        <span>{texts.fault.retry}</span>
      </button>
    </div>
  );
}

/** What went wrong, as a sentence; `null` for an answer that is whole or still coming. */
export function faultText({ phase, text, failure, finish }: AnswerState): string | null {
  const isEmpty = text === '';
  switch (phase) {
    case 'searching':
    case 'writing':
      return null;
    case 'done':
      return finish?.outcome === 'incomplete' && !finish.notice ? texts.fault.incomplete : null;
    case 'stopped':
      return isEmpty ? texts.fault.stoppedEmpty : texts.fault.stopped;
    case 'cut':
      return isEmpty ? texts.fault.cutEmpty : texts.fault.cut;
    case 'failed':
      return failureText(failure);
    default:
      return phase satisfies never;
  }
}

function failureText(failure: AnswerState['failure']): string {
  if (failure?.code === 'unreachable') return texts.fault.unreachable;
  if (failure?.code === 'busy') return texts.fault.busy;
  return failure?.text ?? texts.fault.other;
}
