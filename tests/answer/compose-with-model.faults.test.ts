import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import {
  startScriptedServer,
  streamed,
  type Script,
  type ScriptedServer,
} from '../models/scripted-server.ts';
import { compose, KEY, MODELS_DIR, scriptedChat } from './model-fixture.ts';

const DEEP = 'A deep copy recursively copies the object and all its children【1】.';
const ECHO = `Incorrect API key provided: ${KEY}. Provider says hello.`;
const errorBody = JSON.stringify({ error: { message: ECHO, type: 'x', code: 'x' } });

let server: ScriptedServer;
let embedder: Embedder;
let logged: string;

beforeAll(async () => {
  server = await startScriptedServer();
  embedder = await openLocalEmbedder(MODELS_DIR);
  // The first inference is slow and not what is timed here.
  await embedder.embeddings.embedQuery('warm');
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      logged += parts
        .map((part) => (part instanceof Error ? String(part.stack) : JSON.stringify(part)))
        .join(' ');
    });
  }
});

afterEach(() => {
  expect(logged).not.toContain(KEY);
  expect(logged).not.toContain('Provider says');
});

afterAll(async () => {
  vi.restoreAllMocks();
  await embedder.close();
  await server.close();
});

/** What a slow machine may add to a limit, in ms; a model that is not given up takes longer. */
const SLACK_MS = 10_000;
const FOREVER_MS = 60_000;

/** Composes against the script and checks what holds for every fault: in time, nothing left open, nothing leaked. */
async function fault(script: Script, limits = {}) {
  logged = '';
  server.script(script);
  const chat = await scriptedChat(server.baseUrl, limits);
  const composed = await compose({ chat, embedder });
  const { answer, deltas, milliseconds } = composed;
  expect(milliseconds).toBeLessThan(chat.limits.totalMs + SLACK_MS);
  expect(deltas.join('')).toBe(answer.text);
  await expect.poll(() => server.open()).toBe(0);
  const sent = JSON.stringify(composed);
  expect(sent).not.toContain(KEY);
  expect(sent).not.toContain('Provider says');
  return answer;
}

describe('faults before any text', () => {
  test.each([
    [401, {}, 'model_unauthorised'],
    [403, {}, 'model_forbidden'],
    [404, {}, 'model_not_found'],
    [400, {}, 'model_rejected'],
    [500, {}, 'model_error'],
    [503, {}, 'model_error'],
    [429, {}, 'model_rate_limited'],
    [429, { 'retry-after': '7' }, 'model_rate_limited'],
  ])('HTTP %i %j is %s', async (status, headers, code) => {
    const answer = await fault((_, reply) => reply.error(status, errorBody, headers));
    expect(answer).toMatchObject({ outcome: 'failed', text: '', failure: { code } });
    if ('retry-after' in headers) expect(answer.failure?.text).toContain('7 seconds');
  });

  test('asks once, never again', async () => {
    const before = server.requests.length;
    await fault((_, reply) => reply.error(500, errorBody));
    expect(server.requests.length).toBe(before + 1);
  });

  test.each([
    ['a refused connection', 'http://127.0.0.1:1/v1'],
    ['a host that does not resolve', 'http://indepth.invalid/v1'],
  ])('%s is model_unreachable', async (_, baseUrl) => {
    logged = '';
    const chat = await scriptedChat(baseUrl, { firstTokenMs: 15_000, totalMs: 15_000 });
    const { answer } = await compose({ chat, embedder });
    expect(answer).toMatchObject({ outcome: 'failed', failure: { code: 'model_unreachable' } });
  });

  test.each<[string, Script, string]>([
    [
      'an HTML page with status 200',
      (_, reply) => {
        reply.raw.writeHead(200, { 'content-type': 'text/html' });
        reply.raw.end(`<html><body>${ECHO}</body></html>`);
      },
      'model_empty',
    ],
    ['an empty completion', (_, reply) => reply.done(), 'model_empty'],
    ['blanks', streamed('  \n '), 'model_empty'],
    ['only thoughts', streamed('<think>Deep copies are deep. '), 'model_only_reasoning'],
    [
      'only reasoning apart',
      (_, reply) => {
        reply.reasoning('Hm.');
        reply.done();
      },
      'model_only_reasoning',
    ],
    [
      'garbage instead of a stream',
      (_, reply) => {
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.raw.end(`data: {"choices": [{${ECHO}\n\n`);
      },
      'model_unreadable',
    ],
    ['a connection that breaks', (_, reply) => reply.cut(), 'model_unreachable'],
  ])('%s fails as it should', async (_, script, code) => {
    expect(await fault(script)).toMatchObject({ outcome: 'failed', failure: { code } });
  });

  test('no first token is given up after its limit', async () => {
    const answer = await fault((_, reply) => reply.wait(FOREVER_MS), { firstTokenMs: 150 });
    expect(answer.failure?.code).toBe('model_slow_start');
  });

  test('headers without a token are given up too', async () => {
    const answer = await fault(
      async (_, reply) => {
        reply.text('');
        await reply.wait(FOREVER_MS);
      },
      { firstTokenMs: 150 },
    );
    expect(answer.failure?.code).toBe('model_slow_start');
  });
});

describe('faults in the middle', () => {
  test('a stream cut in a word keeps what is supported and says so', async () => {
    const answer = await fault((_, reply) => {
      reply.text(`${DEEP} A shallow copy crea`);
      reply.raw.once('drain', () => reply.cut());
      setTimeout(() => reply.cut(), 50);
    });
    expect(answer).toMatchObject({ outcome: 'partial', failure: { code: 'model_interrupted' } });
    expect(answer.text).toBe(`${DEEP} A shallow copy crea`);
    expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual(['supported', 'unsupported']);
  });

  test('a stream that ends in a word without a reason is taken for cut', async () => {
    const answer = await fault((_, reply) => {
      reply.text(`${DEEP} A shallow copy crea`);
      reply.done(null);
    });
    expect(answer).toMatchObject({ outcome: 'partial', failure: { code: 'model_interrupted' } });
  });

  test('an answer that reached the model’s own limit is partial', async () => {
    const answer = await fault((_, reply) => {
      reply.text(`${DEEP} A shallow copy creates`);
      reply.done('length');
    });
    expect(answer.outcome).toBe('partial');
  });

  test('garbage between frames keeps what came before', async () => {
    const answer = await fault((_, reply) => {
      reply.text(DEEP);
      reply.raw.end(`data: {"choices": ${ECHO}\n\n`);
    });
    expect(answer).toMatchObject({ outcome: 'partial', failure: { code: 'model_unreadable' } });
  });

  test('a token now and then is given up when the pause is too long', async () => {
    const answer = await fault(
      async (_, reply) => {
        reply.text(`${DEEP} `);
        await reply.wait(FOREVER_MS);
      },
      { idleMs: 150 },
    );
    expect(answer).toMatchObject({ outcome: 'partial', failure: { code: 'model_stalled' } });
  });

  test('a drip that never pauses too long is given up after the total', async () => {
    const answer = await fault(
      async (_, reply) => {
        while (!reply.isGone()) {
          reply.text('word ');
          await reply.wait(50);
        }
      },
      { totalMs: 500 },
    );
    expect(answer).toMatchObject({ outcome: 'failed', failure: { code: 'model_too_slow' } });
  });

  test('ten megabytes are cut at the limit', async () => {
    const answer = await fault(
      (_, reply) => {
        reply.text(`${DEEP} `);
        for (let i = 0; i < 100 && !reply.isGone(); i++) reply.text('A deep copy is deep. '.repeat(5000));
        reply.done();
      },
      { totalMs: 20_000, maxCharacters: 2000 },
    );
    expect(answer).toMatchObject({ outcome: 'partial', failure: { code: 'model_too_long' } });
    expect(answer.text.length).toBeLessThanOrEqual(2000);
  });

  test('endless reasoning is cut as well', async () => {
    const answer = await fault(
      (_, reply) => {
        reply.text('<think>');
        for (let i = 0; i < 60 && !reply.isGone(); i++) reply.text('Hm. '.repeat(5000));
        reply.done();
      },
      { totalMs: 20_000 },
    );
    expect(answer.outcome).toBe('failed');
  });

  test.each([1, 4, 100])('a key in the text is hidden, in pieces of %i', async (size) => {
    const answer = await fault(streamed(`${DEEP} The key is ${KEY}, ${KEY.slice(0, 12)}`, size));
    expect(answer.text).toContain('The key is (hidden),');
  });

  test('an answer in another language is not supported', async () => {
    const answer = await fault(
      streamed('Eine tiefe Kopie dupliziert das Objekt mit allen Kindern【1】. Das ist gut【2】.'),
    );
    expect(answer).toMatchObject({ outcome: 'failed', failure: { code: 'model_unsupported' } });
  });

  test('an answer that nothing supports fails, however confident', async () => {
    const answer = await fault(
      streamed('Deep copies were invented in 1987 by a team of nine【1】. They are blue【2】.'),
    );
    expect(answer).toMatchObject({ outcome: 'failed', failure: { code: 'model_unsupported' }, rejected: 2 });
  });
});
