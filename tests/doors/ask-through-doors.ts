import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import OpenAI from 'openai';
import { onTestFinished, vi } from 'vitest';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import type { Extras } from '../../server/src/http/v1-completion.ts';
import type { Answer, Citation, Outcome } from '../../server/src/protocol.ts';
import { streamChat, textMessage } from '../../web/src/api/chat.ts';
import { chatBody, postChat } from '../http/test-server.ts';
import { runCommand, type CommandOptions, type CommandResult } from './run-command.ts';

/** What must be the same through every door. */
export interface Told {
  outcome: Outcome;
  composer: string;
  notice: string | undefined;
  citations: Citation[];
  followUps: string[];
}

type Telling = Pick<Answer, 'outcome' | 'composer' | 'notice' | 'citations' | 'followUps'>;

export function told({ outcome, composer, notice, citations, followUps }: Telling): Told {
  return {
    outcome,
    composer,
    notice: notice?.text,
    citations,
    followUps: followUps.map(({ question }) => question),
  };
}

/** As the page asks: with its own client, from the same origin. */
export async function askByPage(url: string, question: string): Promise<Answer> {
  const { fetch: realFetch } = globalThis;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(url + path, init));
  onTestFinished(() => void vi.unstubAllGlobals());
  const { signal } = new AbortController();
  const parts = streamChat({ messages: [textMessage('user', question)] }, signal);
  const answer = await collectAnswer(question, parts);
  vi.unstubAllGlobals();
  return answer;
}

export async function askByRest(url: string, question: string): Promise<Answer> {
  const response = await postChat(url, chatBody(question), { headers: { accept: 'application/json' } });
  return (await response.json()) as Answer;
}

export interface Completed {
  readonly text: string;
  readonly told: Told;
}

export async function askByOpenAI(url: string, question: string, stream: boolean): Promise<Completed> {
  const client = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
  const request = { model: 'indepth', messages: [{ role: 'user' as const, content: question }] };
  const extras: Partial<Extras>[] = [];
  let text = '';
  if (stream) {
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? '';
      extras.push(chunk as Partial<Extras>);
    }
  } else {
    const completion = await client.chat.completions.create(request);
    text = completion.choices[0]?.message.content ?? '';
    extras.push(completion as Partial<Extras>);
  }
  const { citations = [], indepth } = extras.at(-1) ?? {};
  return { text, told: told({ ...indepth!, citations, followUps: indepth!.follow_ups }) };
}

export async function askByMcp(url: string, question: string): Promise<Completed> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  const { structuredContent, content } = await client.callTool({ name: 'ask', arguments: { question } });
  await client.close();
  const [first] = content as { text: string }[];
  return { text: first?.text ?? '', told: told(structuredContent as Answer) };
}

export async function askByCommand(
  question: string,
  options: CommandOptions,
): Promise<CommandResult & { answer: Answer }> {
  const result = await runCommand('ask', ['--json', question], options);
  return { ...result, answer: JSON.parse(result.stdout) as Answer };
}
