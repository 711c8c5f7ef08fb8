import { clickFollowUps } from './follow-up-clicks.ts';
import { scoreReply, scoreRetrieval } from './metrics.ts';
import { isInCorpus, type Question } from './question.ts';
import { retrieveEntries, runQuestion, type Run, type Subject } from './run-question.ts';
import type { Row } from './summary.ts';

export interface EvaluateOptions {
  /** After every n-th question all follow-ups that are offered are asked in turn; 0 for none. */
  clickEvery?: number;
  /** Restricts retrieval, as a reader can. */
  collection?: string;
  onProgress?: (done: number, total: number) => void;
}

/** Asks every question, one after the other so that latencies are true, and scores what comes back. */
export async function evaluate(
  subject: Subject,
  questions: readonly Question[],
  { clickEvery = 0, collection, onProgress }: EvaluateOptions = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, question] of questions.entries()) {
    const run = await runQuestion(subject, question, collection);
    const withoutHistory =
      isInCorpus(question) && question.history.length > 0
        ? scoreRetrieval(
            question,
            await retrieveEntries(subject, { question: question.question, collection }),
          )
        : undefined;
    rows.push({
      ...toRow(run),
      ...(withoutHistory === undefined ? {} : { withoutHistory }),
      clicks:
        clickEvery > 0 && index % clickEvery === 0 ? await clickFollowUps(subject, run, collection) : [],
    });
    onProgress?.(rows.length, questions.length);
  }
  return rows;
}

function toRow({ question, answer, faults, reply, milliseconds }: Run): Omit<Row, 'clicks'> {
  return {
    id: question.id,
    type: question.type,
    question: question.question,
    inCorpus: isInCorpus(question),
    outcome: reply.outcome,
    score: reply.score,
    scores: scoreReply(question, reply),
    words: reply.text.split(/\s+/u).filter(Boolean).length,
    ranked: reply.ranked.slice(0, 10),
    cited: [...reply.cited],
    gold: question.gold,
    faults,
    thresholds: answer?.retrieval.gate.thresholds,
    timings: answer?.timings,
    milliseconds,
    offered: answer?.followUps.length ?? 0,
  };
}
