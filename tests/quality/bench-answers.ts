import { join } from 'node:path';
import { ask, type AskDeps } from '../../server/src/ask.ts';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import { createApp } from '../../server/src/http/app.ts';
import { listen } from '../../server/src/listen.ts';
import type { Product } from '../../server/src/open-product.ts';
import type { Timings } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';
import { median, timed, timeEach } from './bench-clock.ts';
import { recordModels, repeatCalls } from './record-models.ts';
import { percentile } from './statistics.ts';
import { textTable } from './text-table.ts';

const WARM_UP = 5;

export interface AnswerFigure {
  /** The whole answer through `ask()`. */
  askMs: number;
  /** Every model call that this answer made, made again alone. */
  forwardMs: number;
  /** Embedding the typed question alone. */
  embedMs: number;
  modelCalls: { embedded: number; read: number };
  timings: Timings;
}

/** Asks the questions in sequence, warm; after each answer its model calls are repeated with nothing around them. */
export async function measureAnswers(deps: AskDeps, questions: readonly string[]): Promise<AnswerFigure[]> {
  const figures: AnswerFigure[] = [];
  for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
    const recorded = recordModels(deps.embedder, deps.reader);
    const answer = await timed(() => answerOf({ ...deps, ...recorded }, question));
    const calls = recorded.take();
    const forward = await timed(() => repeatCalls(calls, deps));
    const embed = await timed(() => deps.embedder.embeddings.embedQuery(question));
    const count = (call: (typeof calls)[number]) => (call.type === 'documents' ? call.texts.length : 1);
    figures.push({
      askMs: answer.ms,
      forwardMs: forward.ms,
      embedMs: embed.ms,
      modelCalls: {
        embedded: calls
          .flatMap((call) => (call.type === 'read' ? [] : count(call)))
          .reduce((a, b) => a + b, 0),
        read: calls
          .flatMap((call) => (call.type === 'read' ? call.passages.length : []))
          .reduce((a, b) => a + b, 0),
      },
      timings: answer.result.timings,
    });
  }
  return figures.slice(WARM_UP);
}

/** Milliseconds of whole requests to `POST /api/chat` as JSON, in sequence, against the real app on a free port. */
export async function measureRequests(product: Product, questions: readonly string[]): Promise<number[]> {
  const app = createApp({
    ...product,
    allowedHosts: [],
    pageDir: join(ROOT, 'web', 'dist'),
    version: 'bench',
    log: (line) => console.error(line),
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  try {
    return await timeEach(questions, (question) => request(listening.address, question), WARM_UP);
  } finally {
    await listening.close();
  }
}

export function renderAnswers(
  title: string,
  figures: readonly AnswerFigure[],
  requestMs?: readonly number[],
): string {
  const of = (pick: (figure: AnswerFigure) => number) => figures.map(pick);
  const embed = median(of(({ embedMs }) => embedMs));
  const line = (name: string, values: readonly number[], ratio = '') => [
    name,
    median(values).toFixed(1),
    percentile(values, 0.95).toFixed(1),
    ratio,
  ];
  const times = (values: readonly number[]) =>
    `${(median(values) / embed).toFixed(2)} × embedding the question`;
  const stages = ['embed', 'retrieve', 'read', 'compose', 'verify', 'followUps'] as const;
  const asked = of(({ askMs }) => askMs);
  const own = of(({ askMs, forwardMs }) => askMs / forwardMs);
  const embedded = median(of(({ modelCalls }) => modelCalls.embedded));
  const read = median(of(({ modelCalls }) => modelCalls.read));
  return [
    `${title}: ${figures.length} answers in sequence, warm`,
    textTable(
      [
        ['', 'p50 ms', 'p95 ms', ''],
        line(
          'embedding the question alone',
          of(({ embedMs }) => embedMs),
        ),
        line(
          "the answer's model calls, repeated alone",
          of(({ forwardMs }) => forwardMs),
          `median ${embedded} texts embedded, ${read} passages read`,
        ),
        line('ask()', asked, times(asked)),
        ...(requestMs === undefined ? [] : [line('POST /api/chat', requestMs, times(requestMs))]),
        ...stages.map((stage) =>
          line(
            `  ${stage}`,
            of(({ timings }) => timings[stage]),
          ),
        ),
      ],
      [1, 2],
    ),
    `ask() / its own model calls: median ${median(own).toFixed(2)}, p95 ${percentile(own, 0.95).toFixed(2)}`,
  ].join('\n');
}

async function answerOf(deps: AskDeps, question: string) {
  const request = { id: 'bench', question, history: [], depth: 'answer', composer: 'extractive' } as const;
  return collectAnswer(question, ask(deps, request, new AbortController().signal));
}

async function request(address: string, question: string): Promise<void> {
  const response = await fetch(new URL('/api/chat', address), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }] }),
  });
  if (!response.ok) throw new Error(`status ${response.status}: ${await response.text()}`);
  await response.json();
}
