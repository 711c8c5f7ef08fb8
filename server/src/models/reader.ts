import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ModelWorker } from './model-worker.ts';
import type { Reader, Reading } from './types.ts';
import { READER_NAME } from './worker-protocol.ts';

interface ReaderOptions {
  threads?: number;
  /** A worker to share with the embedder; without it the reader has its own, which never keeps a program alive. */
  worker?: ModelWorker;
}

/**
 * The vendored reader in a worker thread, or `null` where its folder is absent: the gate works without it. Throws
 * AppError('model') naming the file when the model is damaged.
 */
export async function openReader(
  modelsDir: string,
  { threads = 1, worker = new ModelWorker({ modelsDir, threads }) }: ReaderOptions = {},
): Promise<Reader | null> {
  if (!existsSync(join(modelsDir, READER_NAME))) return null;
  const { version } = await worker.run({ name: 'open-reader', input: null });
  return {
    id: `${READER_NAME}@${version}`,
    // One job a pair: a padded batch is no faster, and a signal takes effect between pairs.
    async read(question, passages, signal) {
      const readings: Reading[] = [];
      for (const passage of passages) {
        readings.push(await worker.run({ name: 'read', input: { question, passage } }, { signal }));
      }
      return readings;
    },
  };
}
