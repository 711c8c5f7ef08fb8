import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import { loadConfig } from '../../server/src/config.ts';
import { AppError } from '../../server/src/errors.ts';
import { openProduct } from '../../server/src/open-product.ts';
import { ROOT } from '../material.ts';
import { diffAnswers, savedAnswer, type SavedAnswer } from './replay-diff.ts';

const USAGE = `npm run replay -- answer.json [--data DIR]

Asks the question of a saved answer again on the current snapshot and prints what changed. Exit code 0 if nothing did,
2 if something did. A question that depended on a conversation is asked as it was understood then.`;

try {
  process.exitCode = await replay(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}

async function replay(args: readonly string[]): Promise<0 | 2> {
  const { path, data } = parseOptions(args);
  const before = readSavedAnswer(path);
  const config = loadConfig(ROOT, { ...process.env, ...(data === undefined ? {} : { DATA_DIR: data }) });
  const product = await openProduct(config, (line) => console.error(line));
  try {
    const { standalone } = before.question;
    const request = {
      id: 'replay',
      question: standalone,
      history: [],
      depth: 'answer',
      ...(before.composer === 'extractive' ? { composer: 'extractive' as const } : {}),
    } as const;
    const parts = product.ask(await product.currentDeps(), request, new AbortController().signal);
    const after = await collectAnswer(standalone, parts);
    const lines = diffAnswers(before, after);
    console.log(`${standalone}\nsnapshot ${before.snapshot} → ${after.snapshot}`);
    console.log(lines.length === 0 ? 'Nothing changed.' : lines.join('\n'));
    return lines.length === 0 ? 0 : 2;
  } finally {
    await product.close();
  }
}

function parseOptions(args: readonly string[]): { path: string; data: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' } },
    });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new Error('One saved answer is needed.');
    return { path: resolve(path), data: values.data === undefined ? undefined : resolve(values.data) };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad_request', `${problem}\n\n${USAGE}`, { cause });
  }
}

function readSavedAnswer(path: string): SavedAnswer {
  try {
    return savedAnswer.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const advice = 'Save one with: npm run ask -- --json "question" > answer.json';
    throw new AppError('bad_request', `${path} holds no saved answer. ${advice}`, { cause });
  }
}
