import { resolve } from 'node:path';
import { loadConfig } from '../config.ts';
import type { Product } from '../open-product.ts';
import { ASK_USAGE, parseAskOptions, type AskOptions } from './ask-options.ts';
import { askQuestion } from './ask-question.ts';
import { converse } from './conversation.ts';
import { readQuestion } from './read-question.ts';
import { EXIT, exitCodeOf, runCli, type ExitCode } from './run-cli.ts';
import { standardOutput } from './terminal.ts';
import { jsonForTerminal } from './terminal-text.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

await runCli(async (signal) => {
  const options = parseAskOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${ASK_USAGE}\n`);
    return EXIT.answered;
  }
  const question = options.chat ? options.question : await readQuestion(options.question);
  // The models take a moment to load: not before the command line is known to be right.
  const { openProduct } = await import('../open-product.ts');
  const product = await openProduct(loadConfig(ROOT), (line) => void process.stderr.write(`${line}\n`));
  try {
    return await run(product, { ...options, question }, signal);
  } finally {
    await product.close();
  }
});

async function run(product: Product, options: AskOptions, signal: AbortSignal): Promise<ExitCode> {
  const terminal = standardOutput();
  if (options.chat) {
    const echo = process.stdin.isTTY ? process.stdout : undefined;
    await converse(product, options, { input: process.stdin, echo, terminal, signal });
    return EXIT.answered;
  }
  const { question } = options;
  const answer = await askQuestion(product, options, {
    question,
    signal,
    terminal: options.json ? undefined : terminal,
  });
  if (options.json) terminal.write(`${jsonForTerminal(answer)}\n`);
  return exitCodeOf(answer.outcome);
}
