import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedder } from '../../server/src/models/open-embedder.ts';
import { ROOT } from '../material.ts';

const KEY = 'sk-secret-key';
/** What the endpoint answers to a batch of texts: its body, or a status with a text that echoes the key. */
let answer: (texts: string[]) => { status: number; body: string };
let server: Server;

beforeEach(async () => {
  answer = (texts) => vectors(texts.map((text) => [text.length, 3, 4]));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string | string[] };
      const { status, body: text } = answer([input].flat());
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const vectors = (rows: unknown[]) => ({
  status: 200,
  body: JSON.stringify({
    object: 'list',
    model: 'm',
    data: rows.map((embedding, index) => ({ object: 'embedding', index, embedding })),
  }),
});
const port = () => (server.address() as AddressInfo).port;
const open = (
  embeddings = 'openai:nomic:v1.5',
  chat: { baseUrl?: string; apiKey?: string } = { baseUrl: `http://127.0.0.1:${port()}/v1`, apiKey: KEY },
) =>
  openEmbedder({
    embeddings,
    modelsDir: join(ROOT, 'data/models'),
    chat: {
      model: undefined,
      baseUrl: chat.baseUrl,
      apiKey: chat.apiKey,
      firstTokenMs: 500,
      idleMs: 500,
      totalMs: 500,
      assist: false,
    },
  });

describe('openEmbedder', () => {
  it('normalises what an OpenAI endpoint returns and learns its dimension', async () => {
    const embedder = await open();
    expect(embedder.id).toBe(`openai:nomic:v1.5@127.0.0.1:${port()}`);
    expect(embedder.dimensions).toBe(3);
    const [vector, other] = await embedder.embeddings.embedDocuments(['', 'x'.repeat(12)]);
    expect(vector![1]).toBeCloseTo(0.6, 5);
    expect(other![0]).toBeCloseTo(12 / 13, 5);
    expect(await embedder.countTokens(['x'.repeat(40)])).toEqual([12]);
    expect(embedder.isPlainEnglish('memory')).toBe(true);
  });

  it('names the variable and the fix when the key is missing', async () => {
    await expect(open('openai:text-embedding-3-small', {})).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/OPENAI_API_KEY is not set.*EMBEDDINGS=local/) as string,
    });
  });

  it.each(['', 'openai', 'openai:', 'cohere:x', 'local:other'])(
    'refuses EMBEDDINGS=%j by name',
    async (value) => {
      await expect(open(value)).rejects.toThrow(`EMBEDDINGS is "${value}"`);
    },
  );

  it.each([
    [
      'a refusal that echoes the key',
      () => ({ status: 401, body: JSON.stringify({ error: { message: `bad key ${KEY}` } }) }),
    ],
    ['HTML with status 200', () => ({ status: 200, body: '<html>login</html>' })],
    ['no vectors', () => vectors([])],
    ['an empty vector', () => vectors([[]])],
    ['numbers that are none', () => vectors([[1, null, 3]])],
  ])('turns %s into a model error without the key', async (_, response) => {
    answer = response;
    const error: unknown = await open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'model' });
    const { message, cause, stack } = error as Error;
    expect(`${message} ${String(cause)} ${stack ?? ''}`).not.toContain(KEY);
    expect(message).toContain('127.0.0.1');
  });

  it('refuses vectors of another dimension than before and fewer than texts', async () => {
    const embedder = await open();
    answer = (texts) => vectors(texts.map(() => [1, 0]));
    await expect(embedder.embeddings.embedQuery('x')).rejects.toThrow('2 numbers');
    answer = () => vectors([[1, 0, 0]]);
    await expect(embedder.embeddings.embedDocuments(['x', 'y'])).rejects.toThrow('could not be read');
  });

  it('says that an endpoint is down', async () => {
    await expect(open('openai:m', { baseUrl: 'http://127.0.0.1:9/v1' })).rejects.toThrow(
      /127\.0\.0\.1:9 failed/,
    );
  });

  it('stops when told', async () => {
    const embedder = await open();
    await expect(embedder.embeddings.embedQuery('x', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
