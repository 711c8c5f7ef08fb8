import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AskDeps } from '../../server/src/ask.ts';
import { loadConfig } from '../../server/src/config.ts';
import { AppError } from '../../server/src/errors.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { openProduct, type Product } from '../../server/src/open-product.ts';
import { ROOT } from '../material.ts';
import type { SectionsOf } from './answer-faults.ts';
import type { Subject } from './run-question.ts';

export interface LocalSubject extends Subject {
  product: Product;
  deps: AskDeps;
  close(): Promise<void>;
}

/** Where the index of a corpus under test is kept between runs, so that only changed text is embedded again. */
export function keptDataDir(corpusDir: string): string {
  const key = createHash('sha256').update(corpusDir).digest('hex').slice(0, 12);
  return join(ROOT, '.indepth', 'quality', key);
}

/**
 * The product in this process, without a chat model, on a folder of documents that is ingested first, as
 * `npm run ingest` does it.
 * @throws AppError `corpus` if the ingest fails.
 */
export async function openLocalSubject(
  corpusDir: string,
  { dataDir = keptDataDir(corpusDir) }: { dataDir?: string } = {},
): Promise<LocalSubject> {
  await ingest(corpusDir, dataDir);
  const environment = { ...process.env, CORPUS_DIR: corpusDir, DATA_DIR: dataDir, CHAT_MODEL: '' };
  const product = await openProduct(loadConfig(ROOT, environment), (line) => console.error(line));
  const deps = await product.currentDeps();
  const { snapshot } = deps;
  return {
    name: `${corpusDir}, snapshot ${snapshot.id}`,
    product,
    deps,
    entries: snapshot.entries.map(({ id, number, documentPath }) => ({ id, number, documentPath })),
    sectionsOf: sectionsOfSnapshot(snapshot),
    ask: (request) => product.ask(deps, request, new AbortController().signal),
    close: () => product.close(),
  };
}

/** The sections of an entry as the documents of the snapshot hold them. */
export function sectionsOfSnapshot(snapshot: Snapshot): SectionsOf {
  return (entryId) => {
    const entry = snapshot.entries[snapshot.entryIndex.get(entryId) ?? -1];
    if (entry === undefined) return Promise.resolve(null);
    const text = snapshot.documents.get(entry.documentPath)?.text ?? '';
    return Promise.resolve(
      entry.sections.map(({ start, end, hash }) => ({
        start,
        end,
        hash,
        markdown: text.slice(start, end),
        document: entry.documentPath,
      })),
    );
  };
}

/** Runs the ingest as its own process: two folders can then be ingested by one caller with different settings. */
async function ingest(corpusDir: string, dataDir: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/main.ts', corpusDir], {
    cwd: ROOT,
    env: { ...process.env, CORPUS_DIR: corpusDir, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new AppError(
    'corpus',
    `The ingest of ${corpusDir} ended with exit code ${code ?? 'none'}:\n${output}`,
  );
}
