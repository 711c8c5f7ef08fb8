import { spawn, type ChildProcess } from 'node:child_process';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { AnswerPart, Timings } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';
import { answerOf, asksForAnswer, copySentences } from '../models/obedient-model.ts';
import { startScriptedServer, type Script } from '../models/scripted-server.ts';
import { median } from './bench-clock.ts';
import { percentile } from './statistics.ts';
import { textTable } from './text-table.ts';

/** What the scripted model takes before its first token, and between two: a fast service. */
const FIRST_TOKEN_MS = 150;
const TOKEN_MS = 10;
/** Characters a token. */
const TOKEN = 5;
const WARM_UP = 3;
const START_MS = 60_000;

/** Times until the first text of one answer. */
export interface FirstDelta {
  /** At the model's server: from the request received to the first text written. */
  upstreamMs: number;
  /** Embedding, retrieving and reading, as the answer tells them. */
  retrievalMs: number;
  /** At the reader: from the request sent to the first text read. */
  readerMs: number;
}

/**
 * Asks a server of its own, as `npm start` runs it, whose chat model is a scripted one on this machine. Questions that
 * the gate does not let the model write about are left out.
 */
export async function measureFirstDeltas(
  environment: Readonly<Record<string, string>>,
  questions: readonly string[],
): Promise<FirstDelta[]> {
  const upstreamTimes: number[] = [];
  const upstream = await startScriptedServer(obedientScript((ms) => void upstreamTimes.push(ms)));
  const server = startServer({
    ...environment,
    PORT: '0',
    HOST: '127.0.0.1',
    CHAT_MODEL: 'openai:scripted',
    OPENAI_BASE_URL: upstream.baseUrl,
    OPENAI_API_KEY: 'sk-bench',
  });
  try {
    const address = await server.address;
    const figures: FirstDelta[] = [];
    for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
      const before = upstreamTimes.length;
      const { readerMs, timings } = await askOnce(address, question);
      const upstreamMs = upstreamTimes[before];
      if (upstreamMs === undefined || timings === null) continue;
      figures.push({ upstreamMs, readerMs, retrievalMs: timings.embed + timings.retrieve + timings.read });
    }
    return figures.slice(WARM_UP);
  } finally {
    await server.stop();
    await upstream.close();
  }
}

export function renderFirstDeltas(figures: readonly FirstDelta[]): string {
  const ratios = figures.map(
    ({ readerMs, upstreamMs, retrievalMs }) => readerMs / (upstreamMs + retrievalMs),
  );
  const line = (name: string, values: readonly number[], digits = 1) => [
    name,
    median(values).toFixed(digits),
    percentile(values, 0.95).toFixed(digits),
  ];
  const table = textTable(
    [
      ['', 'p50', 'p95'],
      line(
        'the model’s own first delta, ms',
        figures.map(({ upstreamMs }) => upstreamMs),
      ),
      line(
        'embedding, retrieving, reading, ms',
        figures.map(({ retrievalMs }) => retrievalMs),
      ),
      line(
        'our first delta, ms',
        figures.map(({ readerMs }) => readerMs),
      ),
      line('ours / (the model’s + retrieval)', ratios, 3),
    ],
    [1, 2],
  );
  return `First delta with a chat model: ${figures.length} answers in sequence, warm\n${table}`;
}

/** Answers obediently and slowly, as a model does, follow-up proposals too. */
function obedientScript(onFirstText: (milliseconds: number) => void): Script {
  return async ({ user }, reply) => {
    const received = performance.now();
    const isAnswer = asksForAnswer(user);
    const text = isAnswer
      ? answerOf(copySentences(user))
      : 'What is duck typing?\nHow do generators save memory?';
    await reply.wait(FIRST_TOKEN_MS);
    for (let at = 0; at < text.length && !reply.isGone(); at += TOKEN) {
      reply.text(text.slice(at, at + TOKEN));
      if (at === 0 && isAnswer) onFirstText(performance.now() - received);
      await reply.wait(TOKEN_MS);
    }
    reply.done();
  };
}

async function askOnce(
  address: string,
  question: string,
): Promise<{ readerMs: number; timings: Timings | null }> {
  const started = performance.now();
  const response = await fetch(new URL('/api/chat', address), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }] }),
  });
  if (!response.ok || response.body === null)
    throw new Error(`status ${response.status}: ${await response.text()}`);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  let readerMs = Number.NaN;
  let timings: Timings | null = null;
  for await (const { data } of events) {
    if (data === '[DONE]') break;
    const part = JSON.parse(data) as AnswerPart;
    if (part.type === 'text-delta' && Number.isNaN(readerMs)) readerMs = performance.now() - started;
    if (part.type === 'finish') timings = part.messageMetadata.timings;
  }
  return { readerMs, timings };
}

/** The server as its own process, so that its work and the model's are not done by one thread. */
function startServer(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { address: addressOf(child), stop: () => stopped(child) };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`The server ${why}:\n${output}`));
    const late = setTimeout(() => fail(`did not start within ${START_MS} ms`), START_MS);
    const onText = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Indepth: (http:\/\/\S+)/u.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on('data', onText);
    child.stderr?.on('data', onText);
    child.once('exit', (code) => fail(`ended with exit code ${code ?? 'none'}`));
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
