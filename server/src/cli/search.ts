import { resolve } from 'node:path';
import { loadConfig } from '../config.ts';
import type { SearchResponse } from '../protocol.ts';
import { readQuestion } from './read-question.ts';
import { printSearch } from './print-search.ts';
import { EXIT, runCli } from './run-cli.ts';
import { parseSearchOptions, SEARCH_USAGE } from './search-options.ts';
import { standardOutput } from './terminal.ts';
import { jsonForTerminal } from './terminal-text.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

await runCli(async (signal) => {
  const { help, json, k, collection, question: given } = parseSearchOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${SEARCH_USAGE}\n`);
    return EXIT.answered;
  }
  const question = await readQuestion(given);
  // The models take a moment to load: not before the command line is known to be right.
  const { openProduct } = await import('../open-product.ts');
  const product = await openProduct(loadConfig(ROOT), (line) => void process.stderr.write(`${line}\n`));
  try {
    const retrieval = await product.search(await product.currentDeps(), { question, k, collection }, signal);
    const terminal = standardOutput();
    const body: SearchResponse = { question, retrieval };
    if (json) terminal.write(`${jsonForTerminal(body)}\n`);
    else printSearch(retrieval, terminal);
    return retrieval.gate.decision === 'refuse' ? EXIT.refused : EXIT.answered;
  } finally {
    await product.close();
  }
});
