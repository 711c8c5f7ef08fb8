import { OpenAIEmbeddings } from '@langchain/openai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolve } from 'node:path';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import { fakeDeps } from '../http/test-server.ts';
import { ROOT } from '../material.ts';
import { startDoorServer } from './door-server.ts';

const TEXTS = ['How do I copy a list?', 'Duplicating a list in Python', 'The price of tea in China'];
let embedder: Embedder;

beforeAll(async () => {
  embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'), { threads: 1 });
});
afterAll(() => embedder.close());

async function start(): Promise<string> {
  const deps = { ...fakeDeps, embedder };
  const { url } = await startDoorServer({ currentDeps: () => Promise.resolve(deps) });
  return url;
}

const clientOf = (url: string) => new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });

function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

describe('POST /v1/embeddings', () => {
  it('gives the official client the same unit vectors as base64 and as floats', async () => {
    const client = clientOf(await start());
    const model = 'all-MiniLM-L6-v2';
    // Without a format the client asks for base64 and decodes it.
    const packed = await client.embeddings.create({ model, input: TEXTS });
    const plain = await client.embeddings.create({ model, input: TEXTS, encoding_format: 'float' });
    const [copy, duplicate, tea] = packed.data.map(({ embedding }) => embedding);
    expect(packed.data.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(copy).toHaveLength(384);
    expect(cosine(copy!, copy!)).toBeCloseTo(1, 4);
    expect(cosine(copy!, duplicate!)).toBeGreaterThan(cosine(copy!, tea!) + 0.3);
    packed.data.forEach(({ embedding }, index) => {
      expect(cosine(embedding, plain.data[index]!.embedding)).toBeCloseTo(1, 5);
    });
    expect(plain.model).toBe(model);
    expect(plain.usage.prompt_tokens).toBeGreaterThan(15);
  });

  it('embeds queries and documents for LangChain', async () => {
    const url = await start();
    const embeddings = new OpenAIEmbeddings({
      model: 'all-MiniLM-L6-v2',
      apiKey: 'none',
      maxRetries: 0,
      configuration: { baseURL: `${url}/v1` },
    });
    const [document] = await embeddings.embedDocuments(TEXTS);
    const query = await embeddings.embedQuery(TEXTS[0]!);
    expect(cosine(query, document!)).toBeCloseTo(1, 4);
  });

  it.each([
    ['dimensions', { dimensions: 256 }, 400],
    ['input', { input: [] }, 400],
    ['input', { input: '' }, 400],
    ['input', { input: [1, 2, 3] }, 400],
    ['input[0]', { input: ['x'.repeat(20_001)] }, 400],
    ['input', { input: Array.from({ length: 513 }, () => 'x') }, 400],
    ['encoding_format', { encoding_format: 'int8' }, 400],
    ['model', { model: 'text-embedding-3-small' }, 404],
  ])('refuses a bad %s and names it', async (param, bad, status) => {
    const url = await start();
    const response = await fetch(`${url}/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'all-MiniLM-L6-v2', input: 'x', ...bad }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { param, type: 'invalid_request_error' } });
  });
});
