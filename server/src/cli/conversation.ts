import { createInterface, type Interface } from 'node:readline';
import type { Turn } from '../ask.ts';
import { toSafeError } from '../errors.ts';
import type { FollowUp } from '../protocol.ts';
import type { AskOptions } from './ask-options.ts';
import { askQuestion, type Answerer } from './ask-question.ts';
import { followUpLetter, type Terminal } from './print-sources.ts';
import { plainForTerminal } from './terminal-text.ts';

export interface ConversationInput {
  readonly input: NodeJS.ReadableStream;
  /** Where the prompt and what is typed are shown; absent where nobody types. */
  readonly echo?: NodeJS.WritableStream;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

const GREETING =
  'Ask a question; a letter asks a suggested one. Ctrl-C stops an answer, Ctrl-D or /quit ends.\n';

/** A conversation, one question per line, each with the turns before it. Ends with the input or `/quit`; throws when the signal aborts. */
export async function converse(
  product: Answerer,
  options: AskOptions,
  { input, echo, terminal, signal }: ConversationInput,
): Promise<void> {
  signal.throwIfAborted();
  const lines = createInterface({ input, output: echo, prompt: '› ', terminal: echo !== undefined });
  let history: readonly Turn[] = [];
  let followUps: readonly FollowUp[] = [];
  let running: AbortController | null = null;
  lines.on('SIGINT', () => {
    if (running === null) lines.close();
    else running.abort();
  });
  signal.addEventListener('abort', () => lines.close(), { once: true });
  if (echo !== undefined) terminal.write(terminal.colors.dim(GREETING));

  for await (const question of questions(lines, options.question)) {
    if (question === '/quit') break;
    const chosen = followUps.find((_, index) => followUpLetter(index) === question.toLowerCase());
    const asked = chosen?.question ?? question;
    if (echo === undefined || chosen !== undefined) terminal.write(`› ${plainForTerminal(asked)}\n`);
    running = new AbortController();
    try {
      terminal.write('\n');
      const answer = await askQuestion(product, options, {
        question: asked,
        history,
        signal: AbortSignal.any([signal, running.signal]),
        terminal,
      });
      history = [...history, { question: asked, answer: answer.text }];
      followUps = answer.followUps;
    } catch (error) {
      if (signal.aborted) throw error;
      const isStopped = running.signal.aborted;
      terminal.write(`\n${isStopped ? 'Stopped.' : plainForTerminal(toSafeError(error).message)}\n`);
    } finally {
      running = null;
    }
    terminal.write('\n');
  }
  lines.close();
  signal.throwIfAborted();
}

/** The lines that hold something, the first question before them. */
async function* questions(lines: Interface, first: string): AsyncGenerator<string> {
  const typed = lines[Symbol.asyncIterator]();
  if (first !== '') yield first;
  lines.prompt();
  for (let line = await typed.next(); line.done !== true; line = await typed.next()) {
    const question = line.value.trim();
    if (question !== '') yield question;
    lines.prompt();
  }
}
