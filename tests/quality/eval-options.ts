import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../../server/src/errors.ts';

export interface EvalOptions {
  sets: string[];
  corpus: string | undefined;
  url: string | undefined;
  collection: string | undefined;
  beir: string[];
  /** Ask every title of the corpus. */
  titles: boolean;
  /** Ask every n-th question only. */
  every: number;
  clicks: boolean;
  json: string | undefined;
  against: string | undefined;
  svg: string | undefined;
  failures: string | undefined;
  help: boolean;
}

export const EVAL_USAGE = `npm run eval -- [question-set.jsonl …] [options]

Asks the questions of labelled sets and prints what the answers are worth. Without arguments: the committed sets.

  --corpus DIR       the folder that the sets were written for (default data/corpus)
  --url URL          ask a running server instead of this process
  --collection NAME  restrict retrieval to one document or folder
  --every N          ask every n-th question only
  --no-clicks        do not ask the follow-ups that are offered
  --titles           ask the title of every entry of the corpus: is it found first?
  --beir DIR         measure retrieval on a folder in BEIR's layout (may be repeated)
  --json FILE        write every row
  --against FILE     compare with an earlier --json, question by question
  --svg FILE         draw the risk–coverage curve
  --failures FILE    list what went wrong, question by question`;

/** @throws AppError `bad_request` for an unknown option or a bad value. */
export function parseEvalOptions(args: readonly string[]): EvalOptions {
  const { values, positionals } = readArguments(args);
  const every = Number(values.every ?? 1);
  if (!Number.isInteger(every) || every < 1) {
    throw new AppError('bad_request', `--every is "${values.every ?? ''}"; give a whole number from 1 on`);
  }
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return {
    sets: positionals.map((path) => resolve(path)),
    corpus: absolute(values.corpus),
    url: values.url,
    collection: values.collection,
    beir: (values.beir ?? []).map((path) => resolve(path)),
    titles: values.titles === true,
    every,
    clicks: values['no-clicks'] !== true,
    json: absolute(values.json),
    against: absolute(values.against),
    svg: absolute(values.svg),
    failures: absolute(values.failures),
    help: values.help === true,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        corpus: { type: 'string' },
        url: { type: 'string' },
        collection: { type: 'string' },
        beir: { type: 'string', multiple: true },
        titles: { type: 'boolean' },
        every: { type: 'string' },
        'no-clicks': { type: 'boolean' },
        json: { type: 'string' },
        against: { type: 'string' },
        svg: { type: 'string' },
        failures: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad_request', `${problem}\n\n${EVAL_USAGE}`, { cause });
  }
}
