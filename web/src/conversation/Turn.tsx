import { memo, useId, useMemo, useState } from 'react';
import { useMessages } from '../components/Messages.tsx';
import { Icon } from '../components/Icon.tsx';
import { Gate } from '../explanation/Gate.tsx';
import { texts } from '../texts.ts';
import { AnswerActions } from './AnswerActions.tsx';
import { AnswerBody } from './AnswerBody.tsx';
import { useConversation } from './ConversationProvider.tsx';
import { Deeper } from './Deeper.tsx';
import { AnswerFault } from './Fault.tsx';
import { isOpen } from './fold-parts.ts';
import { FollowUps } from './FollowUps.tsx';
import { Question } from './Question.tsx';
import { ReadAs } from './ReadAs.tsx';
import { RefusalText } from './Refusal.tsx';
import { showAnswer } from './shown-answer.ts';
import type { Turn } from './types.ts';
import { VerdictSummary } from './VerdictSummary.tsx';

/** A question with its answer and what can be done with it. */
export const TurnView = memo(function TurnView({ turn, isLast }: { turn: Turn; isLast: boolean }) {
  const [isEditing, setEditing] = useState(false);
  const { conversation, askAgain, show } = useConversation();
  const messages = useMessages();
  const id = useId();
  const { answer } = turn;
  const isGrowing = isOpen(answer);
  const notice = answer.finish?.notice ?? answer.notice;

  const edit = (question: string) => {
    setEditing(false);
    const before = conversation;
    const later = before ? before.turns.length - 1 - before.turns.findIndex((one) => one.id === turn.id) : 0;
    askAgain(turn.id, question);
    if (before && later > 0 && question !== turn.question) {
      messages.show(texts.conversation.later(later), () => show(before));
    }
  };
  return (
    <article
      className={isLast ? 'turn' : 'turn turn-earlier'}
      aria-labelledby={`${id}q`}
      aria-busy={isGrowing}
    >
      <Question
        id={`${id}q`}
        question={turn.question}
        isEditing={isEditing}
        onAsk={edit}
        onCancel={() => setEditing(false)}
      />
      <ReadAs answer={answer} />
      {notice && (
        <p className="notice">
          <Icon name="notice" />
          <span>{notice.text}</span>
        </p>
      )}
      <AnswerOf turn={turn} deeperId={`${id}d`} />
      <AnswerFault turn={turn} />
      {!isGrowing && (
        <AnswerEnd turn={turn} isLast={isLast} deeperId={`${id}d`} onEdit={() => setEditing(true)} />
      )}
    </article>
  );
});

function AnswerOf({ turn, deeperId }: { turn: Turn; deeperId: string }) {
  const { answer } = turn;
  const isGrowing = isOpen(answer);
  const shown = useMemo(() => showAnswer(answer), [answer]);
  const decision = answer.retrieval?.gate.decision;
  if (decision === 'refuse' && (answer.finish?.outcome ?? 'refused') === 'refused') {
    return answer.text || !isGrowing ? <RefusalText answer={answer} /> : <Progress />;
  }
  return (
    <>
      <div className={`answer is-${decision ?? 'searching'}${isGrowing ? ' is-streaming' : ''}`}>
        <AnswerBody shown={shown} turnId={turn.id} isGrowing={isGrowing} />
        <Deeper turn={turn} id={deeperId} />
      </div>
      {isGrowing && answer.text === '' && <Progress />}
    </>
  );
}

function Progress() {
  return <p className="progress-line">{texts.answer.searching}</p>;
}

interface AnswerEndProps {
  turn: Turn;
  isLast: boolean;
  deeperId: string;
  onEdit: () => void;
}

function AnswerEnd({ turn, isLast, deeperId, onEdit }: AnswerEndProps) {
  const { answer } = turn;
  const outcome = answer.finish?.outcome;
  const gate = answer.retrieval?.gate;
  const isReply = isSmallTalk(answer);
  const isShort = (outcome === 'refused' && !isReply) || outcome === 'closest';
  const actions = <AnswerActions turn={turn} deeperId={deeperId} onEdit={onEdit} />;
  return (
    <>
      {outcome !== 'refused' && answer.text !== '' && <VerdictSummary answer={answer} />}
      {outcome !== 'refused' && actions}
      {isLast && <FollowUps followUps={answer.followUps} withReasons={outcome === 'refused' && !isReply} />}
      {isShort && gate && isLast && (
        <section className="refusal-gate">
          <h3 className="label">
            {outcome === 'refused' ? texts.refusal.howSure : texts.refusal.whyClosest}
          </h3>
          <Gate gate={gate} />
        </section>
      )}
      {outcome === 'refused' && actions}
    </>
  );
}

/** A greeting and the like is refused by the gate, but what is offered then is no closest question. */
function isSmallTalk({ finish, followUps }: Turn['answer']): boolean {
  return (
    finish?.outcome === 'refused' && followUps.length > 0 && followUps.every((one) => one.kind !== 'closest')
  );
}
