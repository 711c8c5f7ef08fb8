import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, scriptedChat } from '../answer/model-fixture.ts';
import { chatBody, postChat, startServer } from '../http/test-server.ts';
import { answerOf, asksForAnswer, copySentences } from '../models/obedient-model.ts';
import { startScriptedServer, type Script, type ScriptedServer } from '../models/scripted-server.ts';
import { askByCommand, askByMcp, askByOpenAI, askByPage, askByRest, told } from './ask-through-doors.ts';
import { recordBytesOf } from './recording-proxy.ts';
import { runCommand } from './run-command.ts';
import { useSampleIndex } from './sample-index.ts';

const QUESTION = 'What is duck typing and how does it apply in ML codebases?';
const PATIENCE = { firstTokenMs: 60_000, idleMs: 60_000, totalMs: 120_000 };

const index = useSampleIndex();
let model: ScriptedServer;

beforeAll(async () => {
  model = await startScriptedServer();
});
afterAll(() => model.close());

/** Our server with the scripted model behind it, what it sends and what it logs. */
async function startWith(script: Script) {
  model.script(script);
  const chat = await scriptedChat(model.baseUrl, PATIENCE);
  const product = index.product();
  const { url, logged } = await startServer({
    ...product,
    currentDeps: async () => ({ ...(await product.currentDeps()), chat }),
  });
  return { ...(await recordBytesOf(url)), logged };
}

/** The same model for a command. */
const environment = () => ({
  ...index.environment,
  CHAT_MODEL: 'openai:scripted',
  OPENAI_BASE_URL: model.baseUrl,
  OPENAI_API_KEY: KEY,
});

/** Answers as it is told; proposes nothing. */
const obedient: Script = ({ user }, reply) => {
  if (asksForAnswer(user)) {
    for (const piece of answerOf(copySentences(user)).match(/[^]{1,9}/gu) ?? []) reply.text(piece);
  }
  reply.done();
};

/** Says what no source says, and breaks off in code. */
const unsupported: Script = (_, reply) => {
  reply.text('Ducks were invented in 1987 by a team of nine【1】.\n\n```python\nx = 1');
  reply.done();
};

describe('a chat model behind every door', { timeout: 120_000 }, () => {
  it('carries the same citations and verdicts through each of them', async () => {
    const { url, sent, logged } = await startWith(obedient);
    const rest = await askByRest(url, QUESTION);
    const expected = told(rest);
    expect(expected).toMatchObject({ outcome: 'answered', composer: 'scripted', notice: undefined });
    expect(expected.citations.length).toBeGreaterThan(2);
    expect(new Set(rest.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['supported']));

    const page = await askByPage(url, QUESTION);
    expect(told(page)).toEqual(expected);
    expect([page.text, page.verdicts]).toEqual([rest.text, rest.verdicts]);
    const whole = await askByOpenAI(url, QUESTION, false);
    expect(whole.told).toEqual(expected);
    expect(await askByOpenAI(url, QUESTION, true)).toEqual(whole);
    expect((await askByMcp(url, QUESTION)).told).toEqual(expected);
    const { code, answer, stderr } = await askByCommand(QUESTION, { environment: environment() });
    expect([code, told(answer), answer.verdicts]).toEqual([0, expected, rest.verdicts]);
    for (const text of [sent(), logged.join('\n'), stderr]) expect(text).not.toContain(KEY);
  });

  it('that refuses the key is told at each of them, its own words and the key at none', async () => {
    const echo = `Incorrect API key provided: ${KEY}. Provider says hello.`;
    const body = JSON.stringify({ error: { message: echo, type: 'x', code: 'x' } });
    const { url, sent, logged } = await startWith((_, reply) => reply.error(401, body));
    const expected = told(await askByRest(url, QUESTION));
    expect(expected).toMatchObject({
      outcome: 'answered',
      composer: 'extractive',
      notice: 'The chat model refused the key. Check OPENAI_API_KEY. The sources are quoted instead.',
    });
    expect(expected.citations.length).toBeGreaterThan(0);
    expect(told(await askByPage(url, QUESTION))).toEqual(expected);
    const whole = await askByOpenAI(url, QUESTION, false);
    expect(whole.told).toEqual(expected);
    expect(await askByOpenAI(url, QUESTION, true)).toEqual(whole);
    expect((await askByMcp(url, QUESTION)).told).toEqual(expected);
    const { answer, stdout, stderr } = await askByCommand(QUESTION, { environment: environment() });
    expect(told(answer)).toEqual(expected);
    for (const text of [sent(), logged.join('\n'), stdout, stderr]) {
      expect(text).not.toContain(KEY);
      expect(text).not.toContain('Provider says');
    }
  });

  it('that says what no source says leaves only quotes, or parts them from its text where that has been sent', async () => {
    const { url } = await startWith(unsupported);
    const notice =
      'The sources support nothing of what the chat model wrote. The sources are quoted instead.';
    const rest = await askByRest(url, QUESTION);
    expect([rest.composer, rest.notice?.text]).toEqual(['extractive', notice]);
    const mcp = await askByMcp(url, QUESTION);
    const whole = await askByOpenAI(url, QUESTION, false);
    for (const text of [rest.text, mcp.text, whole.text]) expect(text).not.toContain('1987');
    expect(whole.text.startsWith(`*${notice}*\n\n`)).toBe(true);
    const streamed = await askByOpenAI(url, QUESTION, true);
    const [written = '', quoted] = streamed.text.split('\n\n---\n\n');
    expect(written).toMatch(/1987[^]*```python\nx = 1\n```$/u);
    expect(quoted).toBe(whole.text);
    expect(quoted).toMatch(/\[1\]/u);
    const { stdout } = await runCommand('ask', [QUESTION], { environment: environment() });
    const [before = '', after = ''] = stdout.split('\n---\n');
    expect(before).toContain('1987');
    expect(after.startsWith(`${notice}\n`)).toBe(true);
    expect(after.split(notice)).toHaveLength(2);
    expect(after).toContain('[1]');
    expect(after).not.toContain('1987');
  });
});

describe("the AI SDK's transport, as useChat uses it", { timeout: 60_000 }, () => {
  async function messageFrom(script: Script): Promise<UIMessage> {
    const { url } = await startWith(script);
    const stream = await new DefaultChatTransport({ api: `${url}/api/chat` }).sendMessages({
      trigger: 'submit-message',
      chatId: 'c',
      messageId: undefined,
      messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
      abortSignal: undefined,
    });
    let last: UIMessage | undefined;
    const onError = (error: unknown) => {
      throw error;
    };
    for await (const message of readUIMessageStream({ stream, onError, terminateOnError: true }))
      last = message;
    return last!;
  }

  it('reads what a chat model wrote, with its sources and verdicts', async () => {
    const { parts, metadata } = await messageFrom(obedient);
    expect(parts.map(({ type }) => type).filter((type) => type !== 'source-document')).toEqual([
      'data-retrieval',
      'text',
      'data-verdicts',
      'data-followups',
    ]);
    expect(parts.filter(({ type }) => type === 'source-document').length).toBeGreaterThan(2);
    expect(metadata).toMatchObject({ outcome: 'answered', composer: 'scripted' });
  });

  it('reads the quotes that take its place, and the notice', async () => {
    const { parts, metadata } = await messageFrom(unsupported);
    const texts = parts.flatMap((part) => (part.type === 'text' ? [part] : []));
    expect(texts.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(texts.at(-1)?.text).toContain('【1】');
    expect(metadata).toMatchObject({ composer: 'extractive', notice: { code: 'model_unsupported' } });
  });
});

/** Says a few words and then nothing for as long as anybody listens. */
const endless: Script = async (_, reply) => {
  reply.text("Python doesn't care about ");
  await reply.wait(100_000);
};

describe('a client that goes away', { timeout: 60_000 }, () => {
  const leaving: [string, (url: string, leave: AbortSignal) => Promise<unknown>][] = [
    ['of /api/chat', async (url, signal) => (await postChat(url, chatBody(QUESTION), { signal })).text()],
    [
      'of /api/chat as JSON',
      (url, signal) => postChat(url, chatBody(QUESTION), { signal, headers: { accept: 'application/json' } }),
    ],
    ['of a streamed completion', (url, signal) => complete(url, true, signal)],
    ['of a whole completion', (url, signal) => complete(url, false, signal)],
    [
      'of the MCP tool',
      async (url, signal) => {
        const client = new Client({ name: 'test', version: '1' });
        await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
        signal.addEventListener('abort', () => void client.close(), { once: true });
        await client.callTool({ name: 'ask', arguments: { question: QUESTION } });
      },
    ],
  ];

  it.each(leaving)('%s ends the request to the model', async (_, ask) => {
    const { url } = await startWith(endless);
    const client = new AbortController();
    const asked = ask(url, client.signal).catch(() => 'left');
    await expect.poll(() => model.open(), { timeout: 20_000 }).toBeGreaterThan(0);
    const left = performance.now();
    client.abort();
    await expect.poll(() => model.open(), { timeout: 10_000 }).toBe(0);
    // A few ms; the model would have gone on for more than a minute.
    expect(Number(model.abandonedAt()) - left).toBeLessThan(5000);
    expect(await asked).toBe('left');
  });
});

async function complete(url: string, stream: boolean, signal: AbortSignal): Promise<void> {
  const client = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: QUESTION }];
  const answer = await client.chat.completions.create({ model: 'indepth', messages, stream }, { signal });
  if (!('controller' in answer)) return;
  for await (const chunk of answer) expect(chunk.object).toBe('chat.completion.chunk');
  if (signal.aborted) throw new Error('left');
}
