import { parseArgs } from 'node:util';
import { AppError } from '../errors.ts';
import type { Depth } from '../protocol.ts';

export interface AskOptions {
  /** As given on the command line; empty: read from standard input. */
  question: string;
  depth: Depth;
  composer?: 'extractive';
  collection?: string;
  json: boolean;
  chat: boolean;
  help: boolean;
}

export const ASK_USAGE = `Usage: npm run ask -- [options] "question"

Answers a question from the corpus, with its sources and what to ask next.
Without a question it reads one from standard input.

  --deep                   add the in-depth sections
  --composer extractive    answer with quoted sentences even where a chat model is configured
  --collection <name>      only one document (path without .md) or one folder of documents
  --json                   print the whole answer as JSON
  --chat                   a conversation: one question per line, each understood from those before it
  --help                   this text

Exit code: 0 answered, or the closest passages shown; 3 refused, the corpus does not cover it;
2 the command line is wrong; 1 any other fault; 130 interrupted.`;

/** Reads the command line. @throws AppError `bad_request` that names the bad option and how to see the good ones. */
export function parseAskOptions(args: readonly string[]): AskOptions {
  const { values, positionals } = parseOrExplain(args);
  if (values.composer !== undefined && values.composer !== 'extractive') {
    throw usage(`--composer ${JSON.stringify(values.composer)}: the only value is extractive.`);
  }
  if (values.chat && values.json) throw usage('--chat and --json do not go together.');
  return {
    question: positionals.join(' ').trim(),
    depth: values.deep ? 'deep' : 'answer',
    composer: values.composer,
    collection: values.collection,
    json: values.json,
    chat: values.chat,
    help: values.help,
  };
}

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        deep: { type: 'boolean', default: false },
        composer: { type: 'string' },
        collection: { type: 'string' },
        json: { type: 'boolean', default: false },
        chat: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw usage(explain(error), error);
  }
}

/** An error about the command line itself. */
export function usage(message: string, cause?: unknown): AppError {
  return new AppError('bad_request', `${message} --help shows what there is.`, { cause });
}

/** The first sentence of what util.parseArgs says; the rest is about positional arguments that start with a dash. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\. [\s\S]*$|\.$/, '') + '.';
}
