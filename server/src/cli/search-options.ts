import { parseArgs } from 'node:util';
import { explain, usage } from './ask-options.ts';

export interface SearchOptions {
  question: string;
  k: number;
  collection?: string;
  json: boolean;
  help: boolean;
}

const DEFAULT_K = 5;
const MAX_K = 50;

export const SEARCH_USAGE = `Usage: npm run search -- [options] "question"

Shows the passages nearest to a question, with their scores, and what the gate would decide.
Without a question it reads one from standard input.

  -k, --count <number>     how many passages, 1 to ${MAX_K} (default ${DEFAULT_K})
  --collection <name>      only one document (path without .md) or one folder of documents
  --json                   print the passages as JSON
  --help                   this text

Exit code: 0 answerable, or close to it; 3 not covered; 2 the command line is wrong; 1 any other fault.`;

/** Reads the command line. @throws AppError `bad_request` that names the bad option and how to see the good ones. */
export function parseSearchOptions(args: readonly string[]): SearchOptions {
  const { values, positionals } = parseOrExplain(args);
  const k = Number(values.count ?? DEFAULT_K);
  if (!Number.isInteger(k) || k < 1 || k > MAX_K) {
    throw usage(`-k ${JSON.stringify(values.count)}: give a whole number from 1 to ${MAX_K}.`);
  }
  return {
    question: positionals.join(' ').trim(),
    k,
    collection: values.collection,
    json: values.json,
    help: values.help,
  };
}

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        count: { type: 'string', short: 'k' },
        collection: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw usage(explain(error), error);
  }
}
