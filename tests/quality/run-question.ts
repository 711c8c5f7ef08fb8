import { performance } from 'node:perf_hooks';
import type { AskRequest, Turn } from '../../server/src/ask.ts';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import type { Answer, AnswerPart } from '../../server/src/protocol.ts';
import { answerFaults, streamFaults, withoutMarkers, type SectionsOf } from './answer-faults.ts';
import type { EntryRow } from './entry-lookup.ts';
import type { Question, Reply } from './question.ts';

/** Whatever answers questions: the pipeline in this process, or a running server. */
export interface Subject {
  name: string;
  entries: readonly EntryRow[];
  sectionsOf: SectionsOf;
  ask(request: AskRequest): AsyncIterable<AnswerPart>;
}

export interface Run {
  question: Question;
  /** `null` where the product failed; `faults` then says how. */
  answer: Answer | null;
  faults: string[];
  reply: Reply;
  milliseconds: number;
}

/** Asks one question and checks what comes back against the contract; a failure is a fault, not an exception. */
export async function runQuestion(subject: Subject, question: Question, collection?: string): Promise<Run> {
  const started = performance.now();
  const types: AnswerPart['type'][] = [];
  const parts = subject.ask({
    id: question.id,
    question: question.question,
    history: question.history,
    depth: 'answer',
    composer: 'extractive',
    collection,
  });
  try {
    const answer = await collectAnswer(question.question, parts, (part) => void types.push(part.type));
    const milliseconds = performance.now() - started;
    const faults = [...streamFaults(types), ...(await answerFaults(answer, subject.sectionsOf))];
    return { question, answer, faults, reply: toReply(answer), milliseconds };
  } catch (error) {
    const milliseconds = performance.now() - started;
    const reply: Reply = { ranked: [], cited: [], text: '', outcome: 'fault', score: 0 };
    return { question, answer: null, faults: [`no answer: ${String(error)}`], reply, milliseconds };
  }
}

/** The entries that a question retrieves, best first; what follows retrieval is not waited for. */
export async function retrieveEntries(
  subject: Subject,
  {
    question,
    history = [],
    collection,
  }: { question: string; history?: readonly Turn[]; collection?: string },
): Promise<string[]> {
  const request = {
    id: 'retrieve',
    question,
    history,
    depth: 'answer',
    composer: 'extractive',
    collection,
  } as const;
  for await (const part of subject.ask(request)) {
    if (part.type === 'data-retrieval') return rankedEntries(part.data.passages);
    if (part.type === 'error') throw new Error(`${JSON.stringify(question)}: ${part.errorText}`);
  }
  throw new Error(`${JSON.stringify(question)}: the answer has no data-retrieval part`);
}

/** Retrieved entries, best first, each once. */
export function rankedEntries(passages: readonly { entryId: string }[]): string[] {
  return [...new Set(passages.map(({ entryId }) => entryId))];
}

function toReply(answer: Answer): Reply {
  return {
    ranked: rankedEntries(answer.retrieval.passages),
    cited: [...new Set(answer.citations.map(({ entryId }) => entryId))],
    text: withoutMarkers(answer.text),
    outcome: answer.outcome,
    score: answer.retrieval.gate.score,
  };
}
