import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { openLocalEmbedder, type LocalOptions } from './local-embedder.ts';
import type { Embedder } from './types.ts';

/**
 * The embedder that `EMBEDDINGS` names: `local`, or `openai:<model>` on any endpoint of that interface. Throws
 * AppError('config') naming the variable and the fix, AppError('model') when the model cannot be reached or read.
 */
export async function openEmbedder(
  config: Pick<Config, 'embeddings' | 'modelsDir' | 'chat'>,
  options: LocalOptions = {},
): Promise<Embedder> {
  const [provider, ...rest] = config.embeddings.split(':');
  const model = rest.join(':').trim();
  if (provider === 'local' && model === '') return openLocalEmbedder(config.modelsDir, options);
  if (provider === 'openai' && model !== '') {
    // Loaded only when it is used: the client library costs start-up time and memory.
    const { openRemoteEmbedder } = await import('./remote-embedder.ts');
    return openRemoteEmbedder({
      model,
      modelsDir: config.modelsDir,
      baseUrl: config.chat.baseUrl,
      apiKey: config.chat.apiKey,
      timeoutMs: config.chat.totalMs,
    });
  }
  throw new AppError(
    'config',
    `EMBEDDINGS is "${config.embeddings}"; use "local" or "openai:<model>", for example "openai:text-embedding-3-small".`,
  );
}
