import type { Config } from '../config.ts';
import { ModelWorker } from './model-worker.ts';
import { openEmbedder } from './open-embedder.ts';
import { openReader } from './reader.ts';
import type { Embedder, Reader } from './types.ts';

export interface Models {
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  close(): Promise<void>;
}

/** The embedder that the configuration names and the reader, sharing one worker thread. */
export async function openModels(
  config: Pick<Config, 'embeddings' | 'modelsDir' | 'chat'>,
  { threads = 1 }: { threads?: number } = {},
): Promise<Models> {
  const worker = new ModelWorker({ modelsDir: config.modelsDir, threads });
  try {
    const embedder = await openEmbedder(config, { worker });
    const reader = await openReader(config.modelsDir, { worker });
    return {
      embedder,
      reader,
      close: async () => {
        await embedder.close();
        await worker.close();
      },
    };
  } catch (error) {
    await worker.close();
    throw error;
  }
}
