import { randomUUID } from 'node:crypto';
import type { AskRequest, Turn } from '../ask.ts';
import { collectAnswer } from '../collect-answer.ts';
import type { Product } from '../open-product.ts';
import type { Answer } from '../protocol.ts';
import type { AskOptions } from './ask-options.ts';
import { createAnswerPrinter } from './print-answer.ts';
import type { Terminal } from './print-sources.ts';
import { checkLength } from './read-question.ts';

export interface Asked {
  readonly question: string;
  readonly history?: readonly Turn[];
  readonly signal: AbortSignal;
  /** Where the answer is printed as it comes; without, it is only returned. */
  readonly terminal?: Terminal;
}

export type Answerer = Pick<Product, 'ask' | 'currentDeps'>;

/** Asks one question. @throws AppError `bad_request` for a question that is too long, and whatever the answer fails with. */
export async function askQuestion(
  { ask, currentDeps }: Answerer,
  options: Pick<AskOptions, 'depth' | 'composer' | 'collection'>,
  { question, history = [], signal, terminal }: Asked,
): Promise<Answer> {
  checkLength(question);
  const { depth, composer, collection } = options;
  const request: AskRequest = { id: randomUUID(), question, history, depth, composer, collection };
  const parts = ask(await currentDeps(), request, signal);
  if (terminal === undefined) return collectAnswer(question, parts);
  const printer = createAnswerPrinter(terminal);
  const answer = await collectAnswer(question, parts, (part) => printer.onPart(part));
  printer.finish(answer);
  return answer;
}
