import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ingest } from '../../ingest/ingest.ts';
import { loadConfig } from '../../server/src/config.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import { openProduct, type Product } from '../../server/src/open-product.ts';
import { ROOT } from '../material.ts';

/** The sample corpus indexed with the real models, for one test file. */
export interface SampleIndex {
  /** What a command needs in its environment to answer from this index. */
  readonly environment: Record<string, string>;
  product(): Product;
}

export function useSampleIndex(): SampleIndex {
  const dataDir = mkdtempSync(join(tmpdir(), 'indepth-doors-'));
  const environment = { DATA_DIR: dataDir, CORPUS_DIR: resolve(ROOT, 'data/corpus'), CHAT_MODEL: '' };
  let opened: Product | undefined;
  beforeAll(async () => {
    const embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'), { threads: 2 });
    const { CORPUS_DIR: corpusDir } = environment;
    await ingest({ corpusDir, dataDir, embedder, signal: new AbortController().signal });
    await embedder.close();
    opened = await openProduct(loadConfig(ROOT, environment), () => undefined);
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    environment,
    product() {
      if (opened === undefined) throw new Error('The sample index is opened before the first test.');
      return opened;
    },
  };
}
