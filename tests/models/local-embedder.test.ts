import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Embeddings } from '@langchain/core/embeddings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import { bestOfThree } from '../best-of-three.ts';
import { ROOT } from '../material.ts';

const MODELS = join(ROOT, 'data/models');
const NAME = 'all-MiniLM-L6-v2';
const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openLocalEmbedder(MODELS);
});
afterAll(() => embedder.close());

describe('openLocalEmbedder', () => {
  it('names the model by its weights, so that another model has another name', () => {
    expect(embedder.id).toBe('local:all-MiniLM-L6-v2@8199be6f699a');
    expect(embedder.embeddings).toBeInstanceOf(Embeddings);
  });

  it('gives the vectors of the reference pipeline', { timeout: 120_000 }, async () => {
    const { env, pipeline } = await import('@huggingface/transformers');
    env.allowRemoteModels = false;
    env.localModelPath = `${MODELS}/`;
    const reference = await pipeline('feature-extraction', NAME, { dtype: 'q8' });
    const texts = [
      'What is a decorator?',
      'df.loc[df["x"] > 1] selects rows by label',
      '',
      'naïve Ünïcode 日本語 🐍',
      '[SEP] [CLS]',
    ];
    const vectors = await embedder.embeddings.embedDocuments(texts);
    for (const [index, text] of texts.entries()) {
      const expected = await reference(text, { pooling: 'mean', normalize: true });
      expect(vectors[index]).toHaveLength(384);
      expect(cosine(vectors[index]!, Array.from(expected.data as Float32Array))).toBeGreaterThan(0.9999);
    }
    await reference.dispose();
  });

  it('keeps the order, gives unit vectors, and the same vector in any company', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `text ${i} ${'about lists '.repeat((i * 7) % 13)}`);
    const together = await embedder.embeddings.embedDocuments(texts);
    for (const index of [0, 7, 19]) {
      const alone = await embedder.embeddings.embedQuery(texts[index]!);
      expect(cosine(alone, alone)).toBeCloseTo(1, 5);
      expect(cosine(alone, together[index]!)).toBeGreaterThan(0.99999);
    }
    expect(await embedder.embeddings.embedDocuments([])).toEqual([]);
  });

  it('cuts a text at 256 pieces, its end mark kept', async () => {
    const cut = 'list '.repeat(254).trim();
    const [full, beyond] = await embedder.embeddings.embedDocuments([cut, `${cut} and much more`]);
    expect(cosine(full!, beyond!)).toBeGreaterThan(0.99999);
    expect(await embedder.countTokens([cut, `${cut} and`, ''])).toEqual([256, 257, 2]);
  });

  it('knows plain English from names', () => {
    const known = ['memory', 'merge', 'pandas', 'numpy', 'sklearn', '##ing', '[UNK]', 'Memory', ''].filter(
      (word) => embedder.isPlainEnglish(word),
    );
    expect(known).toEqual(['memory', 'merge']);
  });

  it('answers a query before the documents that were there first', async () => {
    const done: string[] = [];
    const texts = Array.from({ length: 60 }, (_, i) => `document ${i} ${'word '.repeat(60)}`);
    const documents = embedder.embeddings.embedDocuments(texts).then(() => done.push('documents'));
    const query = embedder.embeddings.embedQuery('a question').then(() => done.push('query'));
    await Promise.all([documents, query]);
    expect(done).toEqual(['query', 'documents']);
  });

  it('leaves the event loop free while it works', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `${i} ${'word '.repeat(100)}`);
    const { gap } = await bestOfThree({ gap: 50 }, async () => {
      const gaps: number[] = [];
      let last = performance.now();
      const timer = setInterval(() => {
        gaps.push(performance.now() - last);
        last = performance.now();
      }, 5);
      await embedder.embeddings.embedDocuments(texts);
      clearInterval(timer);
      gaps.sort((a, b) => a - b);
      return { gap: gaps.length > 10 ? gaps[gaps.length >> 1]! : Infinity };
    });
    expect(gap).toBeLessThan(50);
  });

  it('stops when told, and goes on working', async () => {
    const controller = new AbortController();
    const stopped = embedder.embeddings.embedDocuments(
      Array.from({ length: 200 }, (_, i) => `${i} ${'word '.repeat(100)}`),
      { signal: controller.signal },
    );
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    await expect(embedder.embeddings.embedQuery('x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await embedder.embeddings.embedQuery('still here')).toHaveLength(384);
  });
});

describe('a program that ends while the model works', () => {
  it.each([
    ['exit', 7],
    ['error', 1],
    ['close', 0],
  ])('ends by %s as it should, without an abort in native code', { timeout: 120_000 }, (way, code) => {
    const script = join(import.meta.dirname, 'end-while-busy.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, way], {
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('terminate called');
    expect(status).toBe(code);
  });
});

describe('a model folder', () => {
  let models: string;
  beforeAll(async () => {
    models = await mkdtemp(join(tmpdir(), 'models-'));
  });
  afterAll(() => rm(models, { recursive: true }));

  it.each(['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])(
    'is refused by name when its %s is damaged or missing',
    async (file) => {
      await cp(join(MODELS, NAME), join(models, NAME), { recursive: true });
      const path = join(models, NAME, file);
      const bytes = await readFile(path);
      bytes[100]! ^= 1;
      await writeFile(path, bytes);
      const damaged = new RegExp(
        `${file} is damaged \\(SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}\\).*git checkout`,
      );
      await expect(openLocalEmbedder(models)).rejects.toThrow(damaged);
      await rm(path);
      await expect(openLocalEmbedder(models)).rejects.toThrow(/cannot be read.*git checkout/);
    },
  );

  it('is refused as a whole where there is none', async () => {
    await expect(openLocalEmbedder(join(models, 'none'))).rejects.toMatchObject({ code: 'model' });
  });
});
