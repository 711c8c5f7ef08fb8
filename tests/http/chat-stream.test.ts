import { connect } from 'node:net';
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Ask } from '../../server/src/http/app-options.ts';
import { AppError } from '../../server/src/errors.ts';
import { ANSWER_PARTS, chatBody, deferred, postChat, scriptedAsk, startServer } from './test-server.ts';

const userMessage: UIMessage = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'What is a list?' }] };

/** The `data:` payloads of an event stream, in order. */
const events = (text: string) =>
  text
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: '))
    .map((frame) => frame.slice('data: '.length));

describe('the event stream of POST /api/chat', () => {
  it('frames every part as one event and closes with [DONE]', async () => {
    const { url } = await startServer();
    const response = await postChat(url, chatBody('What is a list?'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const frames = events(await response.text());
    expect(frames.at(-1)).toBe('[DONE]');
    expect(frames.slice(0, -1).map((frame) => JSON.parse(frame) as unknown)).toEqual(ANSWER_PARTS);
  });

  it('is read by the AI SDK: transport, schema and message reader', async () => {
    const { url } = await startServer();
    const transport = new DefaultChatTransport({ api: `${url}/api/chat` });
    const stream = await transport.sendMessages({
      trigger: 'submit-message',
      chatId: 'c1',
      messageId: undefined,
      messages: [userMessage],
      abortSignal: undefined,
    });
    let last: UIMessage | undefined;
    for await (const message of readUIMessageStream({ stream })) last = message;
    expect(last?.id).toBe('m1');
    expect(last?.parts.map(({ type }) => type)).toEqual([
      'data-question',
      'data-retrieval',
      'text',
      'source-document',
      'data-verdicts',
      'data-followups',
    ]);
    expect(last?.parts.find((part) => part.type === 'text')?.text).toBe('A list is mutable.【1】');
    expect(last?.metadata).toMatchObject({ outcome: 'answered', snapshot: 'small' });
  });

  it('takes back what the AI SDK received as history', async () => {
    let history: unknown;
    const ask: Ask = async function* (_deps, request) {
      history = request.history;
      yield* scriptedAsk()(_deps, request, new AbortController().signal);
    };
    const { url } = await startServer({ ask });
    const transport = new DefaultChatTransport({ api: `${url}/api/chat` });
    const send = (messages: UIMessage[]) =>
      transport.sendMessages({
        trigger: 'submit-message',
        chatId: 'c',
        messageId: undefined,
        messages,
        abortSignal: undefined,
      });
    let answer: UIMessage | undefined;
    for await (const message of readUIMessageStream({ stream: await send([userMessage]) })) answer = message;
    const again = { ...userMessage, id: 'u2', parts: [{ type: 'text' as const, text: 'And a tuple?' }] };
    for await (const message of readUIMessageStream({ stream: await send([userMessage, answer!, again]) })) {
      expect(message.role).toBe('assistant');
    }
    expect(history).toEqual([{ question: 'What is a list?', answer: 'A list is mutable.【1】' }]);
  });

  it('keeps text with line breaks, separators and lone surrogates in one frame', async () => {
    const delta = 'a\n\ndata: [DONE]\n\r\u2028\u2029\ud800 z';
    const parts = ANSWER_PARTS.map((part) => (part.type === 'text-delta' ? { ...part, delta } : part));
    const { url } = await startServer({ ask: scriptedAsk(parts) });
    const frames = events(await (await postChat(url, chatBody('q'))).text());
    expect(frames).toHaveLength(ANSWER_PARTS.length + 1);
    expect(JSON.parse(frames[5]!)).toMatchObject({ delta });
  });

  it('turns a fault after the headers into one error event, without internals', async () => {
    const ask: Ask = async function* () {
      await Promise.resolve();
      yield ANSWER_PARTS[0]!;
      throw new Error('secret sk-123 at /home/me');
    };
    const { url, logged } = await startServer({ ask });
    const frames = events(await (await postChat(url, chatBody('q'))).text());
    expect(frames.slice(1)).toEqual([
      '{"type":"error","errorText":"internal: Something went wrong on the server. Its log has the details."}',
      '[DONE]',
    ]);
    expect(logged).toHaveLength(1);
    expect(logged.join()).not.toContain('sk-123');
  });

  it('gives a fault before the first part a status of its own', async () => {
    const ask: Ask = async function* () {
      await Promise.resolve();
      throw new AppError('busy', 'Too many questions.');
    };
    const { url } = await startServer({ ask });
    const response = await postChat(url, chatBody('q'));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toEqual({ error: { code: 'busy', message: 'Too many questions.' } });
  });

  it('ends every stream with exactly one terminal part', async () => {
    const finish = ANSWER_PARTS.at(-1)!;
    const cases = [ANSWER_PARTS.slice(0, 5), [...ANSWER_PARTS, finish, ANSWER_PARTS[4]!], []];
    for (const parts of cases) {
      const { url } = await startServer({ ask: scriptedAsk(parts) });
      const frames = events(await (await postChat(url, chatBody('q'))).text());
      const types = frames.slice(0, -1).map((frame) => (JSON.parse(frame) as { type: string }).type);
      expect(types.filter((type) => type === 'finish' || type === 'error')).toHaveLength(1);
      expect(types.at(-1)).toMatch(/finish|error/);
    }
  });

  it('aborts the ask soon after the client has gone away, and runs its cleanup', async () => {
    const { promise: cleanedUp, resolve } = deferred<number>();
    const ask: Ask = async function* (_deps, _request, signal) {
      yield ANSWER_PARTS[0]!;
      await new Promise<void>((settle) => signal.addEventListener('abort', () => settle(), { once: true }));
      resolve(performance.now());
    };
    const { url } = await startServer({ ask });
    const client = new AbortController();
    const response = await postChat(url, chatBody('q'), { signal: client.signal });
    await response.body!.getReader().read();
    const left = performance.now();
    client.abort();
    // A few ms, but not the next heartbeat, which is when writing to a closed connection would fail.
    expect((await cleanedUp) - left).toBeLessThan(5_000);
  });

  it('aborts the ask of a client that leaves before the first part', async () => {
    const { promise: aborted, resolve } = deferred<boolean>();
    const { promise: asked, resolve: begin } = deferred<undefined>();
    const ask: Ask = async function* (_deps, _request, signal) {
      begin(undefined);
      await new Promise<void>((settle) => signal.addEventListener('abort', () => settle(), { once: true }));
      resolve(signal.aborted);
    };
    const { url } = await startServer({ ask });
    const client = new AbortController();
    const response = postChat(url, chatBody('q'), { signal: client.signal });
    await asked;
    client.abort();
    await expect(response).rejects.toThrow();
    expect(await aborted).toBe(true);
  });

  it('keeps a silent stream alive with a comment every 15 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { promise, resolve } = deferred<undefined>();
    const ask: Ask = async function* () {
      yield ANSWER_PARTS[0]!;
      await promise;
      yield ANSWER_PARTS.at(-1)!;
    };
    const { url } = await startServer({ ask });
    const response = await postChat(url, chatBody('q'));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toMatch(/^data: \{"type":"start"/);
    vi.advanceTimersByTime(15_000);
    expect((await reader.read()).value).toBe(': hb\n\n');
    resolve(undefined);
    expect((await reader.read()).value).toMatch(/^data: \{"type":"finish"/);
    await reader.cancel();
  });

  it('does not run ahead of a client that does not read', async () => {
    const { produced, socket, ended } = await stalledClient();
    expect(produced() * DELTA.length).toBeLessThan(32 * 1024 * 1024);
    socket.destroy();
    await ended;
  });

  it('cuts off a client that has not read for a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { ended } = await stalledClient();
    vi.advanceTimersByTime(60_000);
    await ended;
  });
});

const DELTA = 'x'.repeat(64 * 1024);

/** A client that asks and reads nothing, once the server has stopped writing to it. */
async function stalledClient() {
  let produced = 0;
  const { promise: ended, resolve } = deferred<undefined>();
  const ask: Ask = async function* () {
    await Promise.resolve();
    try {
      for (let index = 0; index < 2000; index += 1) {
        yield { type: 'text-delta', id: 't', delta: DELTA };
        produced += 1;
      }
    } finally {
      resolve(undefined);
    }
  };
  const { url } = await startServer({ ask });
  const body = chatBody('q');
  const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
  onTestFinished(() => void socket.destroy());
  socket.write(
    `POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  let before = 0;
  let looksAlike = 0;
  const hasStopped = () => {
    looksAlike = produced > 0 && produced === before ? looksAlike + 1 : 0;
    before = produced;
    return looksAlike >= 3;
  };
  await expect.poll(hasStopped, { timeout: 20_000, interval: 200 }).toBe(true);
  return { socket, ended, produced: () => produced };
}
