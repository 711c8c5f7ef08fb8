import { MAX_QUESTION_CHARACTERS } from '../http/parse.ts';
import { usage } from './ask-options.ts';

/** More of standard input than this is not read: it cannot be a question. */
const MAX_INPUT_BYTES = 1_000_000;

/**
 * The question given on the command line, or else on standard input.
 * @throws AppError `bad_request` where there is none, or one that is too long.
 */
export async function readQuestion(given: string): Promise<string> {
  const question = given === '' && !process.stdin.isTTY ? await readStandardInput() : given;
  if (question === '') throw usage('There is no question.');
  checkLength(question);
  return question;
}

/** @throws AppError `bad_request` for a question that is too long. */
export function checkLength(question: string): void {
  if (question.length <= MAX_QUESTION_CHARACTERS) return;
  throw usage(
    `The question has ${question.length} characters; at most ${MAX_QUESTION_CHARACTERS} are read. Shorten it.`,
  );
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_INPUT_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}
