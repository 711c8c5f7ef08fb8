import { Embeddings } from '@langchain/core/embeddings';
import { OpenAIEmbeddings } from '@langchain/openai';
import { AppError } from '../errors.ts';
import { normalise } from './normalise.ts';
import type { EmbedOptions, Embedder } from './types.ts';
import { readEnglishWords } from './vocabulary.ts';

/** Many served models see 512 tokens and none says how many; retrieval gains nothing from longer chunks. */
const MAX_TOKENS = 512;
const CHARACTERS_PER_TOKEN = 4;
/** Each retry waits longer than the last; more than one hides that an endpoint is down. */
const MAX_RETRIES = 1;
const OPENAI_HOST = 'api.openai.com';

interface RemoteSettings {
  readonly model: string;
  readonly modelsDir: string;
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
}

/** An embedding model behind OpenAI's interface. Asks it once, to learn the dimension. */
export async function openRemoteEmbedder(settings: RemoteSettings): Promise<Embedder> {
  const { model, modelsDir, baseUrl, apiKey, timeoutMs } = settings;
  if (apiKey === undefined && baseUrl === undefined) {
    throw new AppError(
      'config',
      `EMBEDDINGS is "openai:${model}" but OPENAI_API_KEY is not set. Set it, set OPENAI_BASE_URL to an endpoint that needs none, or set EMBEDDINGS=local.`,
    );
  }
  const host = baseUrl === undefined ? OPENAI_HOST : new URL(baseUrl).host;
  const client = new OpenAIEmbeddings({
    model,
    apiKey: apiKey ?? 'none',
    // The client logs what it cannot parse, keys and all, unless it is told not to.
    configuration: { baseURL: baseUrl, logLevel: 'off' },
    encodingFormat: 'float',
    stripNewLines: false,
    maxRetries: MAX_RETRIES,
    timeout: timeoutMs,
  });
  const english = await readEnglishWords(modelsDir);
  const embeddings = new RemoteEmbeddings(client, host);
  const probe = await embeddings.embedQuery('dimension');
  return {
    id: host === OPENAI_HOST ? `openai:${model}` : `openai:${model}@${host}`,
    dimensions: probe.length,
    maxTokens: MAX_TOKENS,
    embeddings,
    countTokens: (texts) =>
      Promise.resolve(texts.map((text) => Math.ceil(text.length / CHARACTERS_PER_TOKEN) + 2)),
    isPlainEnglish: (word) => english.has(word),
    close: () => Promise.resolve(),
  };
}

/** Unit vectors of one dimension from a client that promises neither. */
class RemoteEmbeddings extends Embeddings {
  readonly #client: Embeddings;
  readonly #host: string;
  #dimensions: number | null = null;

  constructor(client: Embeddings, host: string) {
    super({});
    this.#client = client;
    this.#host = host;
  }

  async embedDocuments(documents: string[], { signal }: EmbedOptions = {}): Promise<number[][]> {
    const vectors = await this.#ask(() => this.#client.embedDocuments(documents), signal);
    return vectors.map((vector) => this.#checked(vector));
  }

  async embedQuery(document: string, { signal }: EmbedOptions = {}): Promise<number[]> {
    return this.#checked(await this.#ask(() => this.#client.embedQuery(document), signal));
  }

  async #ask<Result>(call: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    try {
      return await abortable(call(), signal);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw this.#fault(describe(error));
    }
  }

  #checked(vector: readonly number[]): number[] {
    this.#dimensions ??= vector.length;
    const isSound = vector.length > 0 && vector.length === this.#dimensions && vector.every(Number.isFinite);
    if (!isSound)
      throw this.#fault(
        `a vector of ${vector.length} numbers came back, not ${this.#dimensions} finite ones`,
      );
    return Array.from(normalise(Float32Array.from(vector)));
  }

  #fault(reason: string): AppError {
    return new AppError(
      'model',
      `The embedding endpoint at ${this.#host} failed: ${reason}. Check OPENAI_BASE_URL, OPENAI_API_KEY and EMBEDDINGS, or set EMBEDDINGS=local.`,
    );
  }
}

/** A provider's own text may echo the key, so only its kind and status are passed on. */
function describe(error: unknown): string {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status === 'number') return `HTTP status ${status}`;
  return error instanceof Error && /timeout|timed out/i.test(`${error.name} ${error.message}`)
    ? 'it did not answer in time'
    : 'it could not be reached or its answer could not be read';
}

function abortable<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(new AppError('aborted', 'Embedding was stopped before it was done.'));
    };
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
