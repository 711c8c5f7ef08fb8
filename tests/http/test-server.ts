import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AskDeps } from '../../server/src/ask.ts';
import { createApp } from '../../server/src/http/app.ts';
import type { AppOptions, Ask } from '../../server/src/http/app-options.ts';
import { listen } from '../../server/src/listen.ts';
import type { AnswerPart, RetrievalView } from '../../server/src/protocol.ts';
import { smallSnapshot } from './small-snapshot.ts';

export const RETRIEVAL: RetrievalView = {
  passages: [],
  gate: {
    decision: 'answer',
    score: 0.9,
    thresholds: { refuse: 0.2, answer: 0.5 },
    reasons: ['The first passage answers.'],
    features: { fused: 0.9 },
    missing: [],
  },
  repairs: [],
};

const CITATION = {
  entryId: 'guide#1',
  section: 'answer',
  start: 26,
  end: 44,
  quote: 'A list is mutable.',
  hash: 'h',
};

/** A whole answer, every kind of part in order. */
export const ANSWER_PARTS: readonly AnswerPart[] = [
  { type: 'start', messageId: 'm1', messageMetadata: { snapshot: 'small', composer: 'extractive' } },
  { type: 'data-question', data: { asked: 'and it?', standalone: 'What is a list?' } },
  { type: 'data-retrieval', data: RETRIEVAL },
  { type: 'text-start', id: 't1' },
  {
    type: 'data-citation',
    data: { number: 1, entryId: 'guide#1', title: 'What is a list?', section: 'answer' },
    transient: true,
  },
  { type: 'text-delta', id: 't1', delta: 'A list is ' },
  { type: 'text-delta', id: 't1', delta: 'mutable.【1】' },
  { type: 'text-end', id: 't1' },
  {
    type: 'source-document',
    sourceId: '1',
    mediaType: 'text/markdown',
    title: 'What is a list?',
    filename: 'guide.md',
    providerMetadata: { indepth: CITATION },
  },
  { type: 'data-verdicts', data: [{ start: 0, end: 21, verdict: 'supported', citations: [1], reasons: [] }] },
  { type: 'data-followups', data: [{ question: 'What is a tuple?', entryId: 'guide#2', kind: 'related' }] },
  {
    type: 'finish',
    messageMetadata: {
      outcome: 'answered',
      composer: 'extractive',
      rejectedCitations: 0,
      timings: { embed: 1, retrieve: 1, read: 0, compose: 1, verify: 1, followUps: 1, total: 5 },
    },
  },
];

/** An `ask` that gives the parts. */
export function scriptedAsk(parts: readonly AnswerPart[] = ANSWER_PARTS): Ask {
  return async function* scripted() {
    await Promise.resolve();
    yield* parts;
  };
}

export const fakeDeps: AskDeps = {
  snapshot: smallSnapshot([
    { title: 'What is a list?', answer: ['A list is mutable.', 'It keeps its order.'], topics: ['Python'] },
    { title: 'What is a tuple?', answer: ['A tuple is immutable.'], topics: ['Python', 'Types'] },
    { title: 'What is SQL?', answer: ['SQL is a query language.'], document: 'sql/basics.md' },
  ]),
  embedder: { id: 'fake', dimensions: 2 } as AskDeps['embedder'],
  reader: null,
  chat: null,
};

/** A running server on a free port with fakes behind it. It stops when the test ends. */
export async function startServer(
  options: Partial<AppOptions> = {},
): Promise<{ url: string; logged: string[] }> {
  const logged: string[] = [];
  const app = createApp({
    ask: scriptedAsk(),
    currentDeps: () => Promise.resolve(fakeDeps),
    search: () => Promise.resolve(RETRIEVAL),
    calibration: () => ({
      source: 'prior',
      thresholds: { refuse: 0.2, answer: 0.5 },
      auroc: null,
      samples: { answerable: 0, nearMiss: 0 },
      note: 'for tests',
    }),
    modelHost: null,
    allowedHosts: [],
    pageDir: join(tmpdir(), 'no-such-page'),
    version: '0.0.0',
    log: (line) => logged.push(line),
    ...options,
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listening.close());
  return { url: listening.address, logged };
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'indepth-http-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A request for `/api/chat` with one question. */
export function chatBody(question: string, extra: Record<string, unknown> = {}): string {
  return JSON.stringify({
    messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
    ...extra,
  });
}

export async function postChat(url: string, body: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(init.headers as Record<string, string> | undefined),
  };
  return fetch(`${url}/api/chat`, { method: 'POST', body, ...init, headers });
}

/** A promise with its `resolve`: for what a test waits for. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
