import { collectAnswer } from '../../server/src/collect-answer.ts';
import type { Answer, FollowUp } from '../../server/src/protocol.ts';
import type { Run, Subject } from './run-question.ts';

/** What a reader gets who asks an offered follow-up in the conversation that offered it. */
export interface Click {
  question: string;
  entryId: string;
  /** Answered with confidence and at least one citation. */
  isAnswered: boolean;
  /** The promised entry is among those cited. */
  keepsPromise: boolean;
  /** Differs from everything asked before and from its siblings, in words and in the entry it leads to. */
  isDistinct: boolean;
}

/** Asks every follow-up of an answer, each in the conversation as it stood when it was offered. */
export async function clickFollowUps(subject: Subject, run: Run, collection?: string): Promise<Click[]> {
  const { question, answer } = run;
  if (answer === null) return [];
  const history = [...question.history, { question: question.question, answer: answer.text }];
  const asked = history.map((turn) => turn.question);
  const clicks: Click[] = [];
  for (const followUp of answer.followUps) {
    const parts = subject.ask({
      id: question.id,
      question: followUp.question,
      history,
      depth: 'answer',
      composer: 'extractive',
      collection,
    });
    const reply = await collectAnswer(followUp.question, parts);
    clicks.push(judgeClick({ followUp, reply, asked, siblings: answer.followUps }));
  }
  return clicks;
}

export interface ClickContext {
  followUp: FollowUp;
  reply: Pick<Answer, 'outcome' | 'citations'>;
  /** Every question asked so far. */
  asked: readonly string[];
  /** All follow-ups that were offered together, this one included. */
  siblings: readonly FollowUp[];
}

export function judgeClick({ followUp, reply, asked, siblings }: ClickContext): Click {
  const others = siblings.filter((sibling) => sibling !== followUp);
  const words = fold(followUp.question);
  return {
    question: followUp.question,
    entryId: followUp.entryId,
    isAnswered: reply.outcome === 'answered' && reply.citations.length > 0,
    keepsPromise: reply.citations.some(({ entryId }) => entryId === followUp.entryId),
    isDistinct:
      asked.every((question) => fold(question) !== words) &&
      others.every(({ question, entryId }) => fold(question) !== words && entryId !== followUp.entryId),
  };
}

function fold(question: string): string {
  return question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
}
