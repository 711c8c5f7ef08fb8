import type { Turn } from '../../server/src/ask.ts';
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

/** A conversation that a reader has by clicking only. */
export interface Walk {
  clicks: Click[];
  /** Follow-ups offered that an earlier question of the conversation had asked. */
  repeats: string[];
  /** Follow-ups that led to an entry of an earlier turn, though the last answer quoted another. */
  back: string[];
}

/**
 * Asks a question, clicks a follow-up of the answer, one of the next answer, and so on: `turns` questions in all.
 * Where one leads back to an earlier topic it is clicked, else `offset` and the turn choose, so that every place in
 * the list gets its turn.
 */
export async function walkFollowUps(
  subject: Pick<Subject, 'ask'>,
  question: string,
  { turns, offset = 0 }: { turns: number; offset?: number },
): Promise<Walk> {
  const walk: Walk = { clicks: [], repeats: [], back: [] };
  const history: Turn[] = [];
  const seen = new Set<string>();
  let clicked: Omit<ClickContext, 'reply'> | null = null;
  for (let turn = 0; turn < turns; turn += 1) {
    const asking: string = clicked?.followUp.question ?? question;
    const reply = await answerTo(subject, asking, history);
    if (clicked !== null) walk.clicks.push(judgeClick({ ...clicked, reply }));
    const cited = new Set(reply.citations.map(({ entryId }) => entryId));
    const back = reply.followUps.filter(({ entryId }) => seen.has(entryId) && !cited.has(entryId));
    history.push({ question: asking, answer: reply.text });
    for (const entryId of cited) seen.add(entryId);
    const asked = history.map((each) => each.question);
    const words = new Set(asked.map(fold));
    walk.repeats.push(
      ...reply.followUps.map((each) => each.question).filter((each) => words.has(fold(each))),
    );
    walk.back.push(...back.map((each) => each.question));
    const followUp = back[0] ?? reply.followUps[(offset + turn) % Math.max(1, reply.followUps.length)];
    if (followUp === undefined) break;
    clicked = { followUp, asked, siblings: reply.followUps };
  }
  return walk;
}

function answerTo(
  subject: Pick<Subject, 'ask'>,
  question: string,
  history: readonly Turn[],
): Promise<Answer> {
  const request = {
    id: 'walk',
    question,
    history: [...history],
    depth: 'answer',
    composer: 'extractive',
  } as const;
  return collectAnswer(question, subject.ask(request));
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
