import { Embeddings } from '@langchain/core/embeddings';
import { ModelWorker } from './model-worker.ts';
import type { EmbedOptions, Embedder } from './types.ts';
import { readEnglishWords } from './vocabulary.ts';
import { EMBEDDER_DIMENSIONS, EMBEDDER_NAME, MAX_TOKENS } from './worker-protocol.ts';

/** One job of the worker: more texts gain no throughput, and a query waits for a job to end. */
const TEXTS_PER_JOB = 8;
/** About 1,000 word pieces, .2 s on one thread: the longest a query waits behind a document. */
const CHARACTERS_PER_JOB = 4_000;

export interface LocalOptions {
  /** Threads of one inference: 1 leaves the other cores to the server, ingest may use all. */
  threads?: number;
  /** A worker to share, closed by whoever opened it; without it the embedder has its own. */
  worker?: ModelWorker;
}

/**
 * The vendored sentence embedder (384 dimensions, 256 word pieces, unit vectors) in a worker thread. Throws
 * AppError('model') naming the file when the model is missing or damaged.
 */
export async function openLocalEmbedder(
  modelsDir: string,
  { threads = 1, worker: shared }: LocalOptions = {},
): Promise<Embedder> {
  const worker = shared ?? new ModelWorker({ modelsDir, threads });
  const close = async () => {
    if (shared === undefined) await worker.close();
  };
  try {
    const [{ version }, english] = await Promise.all([
      worker.run({ name: 'open-embedder', input: null }),
      readEnglishWords(modelsDir),
    ]);
    return {
      id: `local:${EMBEDDER_NAME}@${version}`,
      dimensions: EMBEDDER_DIMENSIONS,
      maxTokens: MAX_TOKENS,
      embeddings: new LocalEmbeddings(worker),
      countTokens: (texts) => countTokens(worker, texts),
      isPlainEnglish: (word) => english.has(word),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

class LocalEmbeddings extends Embeddings {
  readonly #worker: ModelWorker;

  constructor(worker: ModelWorker) {
    super({});
    this.#worker = worker;
  }

  /** In the order of the texts; equal texts are embedded once. */
  async embedDocuments(documents: string[], { signal }: EmbedOptions = {}): Promise<number[][]> {
    const vectors = new Map<string, number[]>();
    for (const texts of toJobs([...new Set(documents)])) {
      const rows = await this.#worker.run({ name: 'embed', input: texts }, { signal, priority: 'document' });
      texts.forEach((text, row) => {
        vectors.set(
          text,
          Array.from(rows.subarray(row * EMBEDDER_DIMENSIONS, (row + 1) * EMBEDDER_DIMENSIONS)),
        );
      });
    }
    return documents.map((text) => vectors.get(text) ?? []);
  }

  async embedQuery(document: string, { signal }: EmbedOptions = {}): Promise<number[]> {
    return Array.from(await this.#worker.run({ name: 'embed', input: [document] }, { signal }));
  }
}

/** Texts of like length together, so that little is padded. */
function toJobs(texts: readonly string[]): string[][] {
  const jobs: string[][] = [];
  let characters = Infinity;
  for (const text of texts.toSorted((a, b) => a.length - b.length)) {
    characters += text.length;
    const job = jobs.at(-1);
    if (job === undefined || job.length === TEXTS_PER_JOB || characters > CHARACTERS_PER_JOB) {
      jobs.push([text]);
      characters = text.length;
    } else {
      job.push(text);
    }
  }
  return jobs;
}

async function countTokens(worker: ModelWorker, texts: readonly string[]): Promise<number[]> {
  if (texts.length === 0) return [];
  return worker.run({ name: 'count-tokens', input: texts }, { priority: 'document' });
}
