import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import type { Extras } from '../../server/src/http/v1-completion.ts';
import type { Answer, Citation, Outcome } from '../../server/src/protocol.ts';
import { streamChat, textMessage } from '../../web/src/api/chat.ts';
import { chatBody, postChat, startServer } from '../http/test-server.ts';
import { runCommand } from './run-command.ts';
import { useSampleIndex } from './sample-index.ts';

/** What must be the same through every door. */
interface Told {
  outcome: Outcome;
  citations: Citation[];
  followUps: string[];
}

const index = useSampleIndex();

const QUESTIONS: [string, Outcome][] = [
  ['How do decorators help in AI pipelines?', 'answered'],
  ['my dataframe eats all the RAM, what can I do?', 'answered'],
  ['What is the difference between copy and deepcopy, with code?', 'answered'],
  ['Who won the football world cup in 1998?', 'refused'],
];

function told({ outcome, citations, followUps }: Pick<Answer, 'outcome' | 'citations' | 'followUps'>): Told {
  return { outcome, citations, followUps: followUps.map(({ question }) => question) };
}

async function askByPage(url: string, question: string): Promise<Told> {
  const { fetch: realFetch } = globalThis;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(url + path, init));
  onTestFinished(() => void vi.unstubAllGlobals());
  const { signal } = new AbortController();
  return told(
    await collectAnswer(question, streamChat({ messages: [textMessage('user', question)] }, signal)),
  );
}

async function askByRest(url: string, question: string): Promise<Told> {
  const response = await postChat(url, chatBody(question), { headers: { accept: 'application/json' } });
  return told((await response.json()) as Answer);
}

async function askByOpenAI(url: string, question: string, stream: boolean): Promise<Told> {
  const client = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
  const request = { model: 'indepth', messages: [{ role: 'user' as const, content: question }] };
  const extras: Partial<Extras>[] = [];
  if (stream) {
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      extras.push(chunk as Partial<Extras>);
    }
  } else {
    extras.push((await client.chat.completions.create(request)) as Partial<Extras>);
  }
  const { citations = [], indepth } = extras.at(-1) ?? {};
  return {
    outcome: indepth!.outcome,
    citations,
    followUps: indepth!.follow_ups.map((followUp) => followUp.question),
  };
}

async function askByMcp(url: string, question: string): Promise<Told> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  const { structuredContent } = await client.callTool({ name: 'ask', arguments: { question } });
  await client.close();
  return told(structuredContent as Answer);
}

async function askByCommand(question: string): Promise<Told & { code: number | null }> {
  const { code, stdout } = await runCommand('ask', ['--json', question], index);
  return { code, ...told(JSON.parse(stdout) as Answer) };
}

describe('the same question through every door', () => {
  it.each(QUESTIONS)(
    '%j carries the same citations',
    async (question, outcome) => {
      const { url } = await startServer(index.product());
      const rest = await askByRest(url, question);
      expect(rest.outcome).toBe(outcome);
      expect(rest.citations.length > 0).toBe(outcome === 'answered');
      expect(await askByPage(url, question)).toEqual(rest);
      vi.unstubAllGlobals();
      expect(await askByOpenAI(url, question, false)).toEqual(rest);
      expect(await askByOpenAI(url, question, true)).toEqual(rest);
      expect(await askByMcp(url, question)).toEqual(rest);
      const { code, ...command } = await askByCommand(question);
      expect(command).toEqual(rest);
      expect(code).toBe(outcome === 'refused' ? 3 : 0);
    },
    60_000,
  );
});
