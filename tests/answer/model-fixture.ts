import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import {
  composeWithModel,
  type ComposeRequest,
  type ModelAnswer,
} from '../../server/src/answer/compose-with-model.ts';
import type { ModelPassage } from '../../server/src/answer/model-passage.ts';
import { parseMarkdown, spanOf } from '../../server/src/corpus/parse-markdown.ts';
import { splitSentences } from '../../server/src/corpus/sentences.ts';
import { openChatModel } from '../../server/src/models/chat-model.ts';
import type { ChatModel } from '../../server/src/models/types.ts';
import type { Citation } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';

export const MODELS_DIR = resolve(ROOT, 'data/models');
/** Looks like a key, so that a leak is found by searching for it. */
export const KEY = 'sk-scripted-0123456789abcdef';

export const COPY = `A shallow copy creates a new object, but it inserts references to the child objects found in the original. A deep copy recursively copies the object and all its children. Use \`copy.deepcopy(config)\` when nested values will be changed.

\`\`\`python
import copy
base = {'lr': [0.1, 0.2]}
other = copy.deepcopy(base)
\`\`\``;

export const GIL = `The Global Interpreter Lock allows only one thread to execute Python bytecode at a time. Threads therefore do not speed up CPU-bound work. Multiprocessing sidesteps the lock, because every process has its own interpreter.`;

export function passage(number: number, title: string, markdown: string): ModelPassage {
  const source = parseMarkdown(markdown);
  const blocks = source.root.children.map((node) => ({ node, ...spanOf(node) }));
  return {
    number,
    entryId: `sample#${number}`,
    title,
    section: 'answer',
    document: 'sample.md',
    hash: createHash('sha256').update(markdown).digest('hex'),
    start: 0,
    markdown,
    sentences: splitSentences(source, blocks),
  };
}

export const PASSAGES = [
  passage(1, 'What is the difference between a shallow and a deep copy?', COPY),
  passage(2, 'What does the Global Interpreter Lock do?', GIL),
];

/** The scripted model with limits that a test can wait for. */
export async function scriptedChat(
  baseUrl: string,
  limits: Partial<ChatModel['limits']> = {},
): Promise<ChatModel> {
  const chat = await openChatModel({
    model: 'openai:scripted',
    baseUrl,
    apiKey: KEY,
    firstTokenMs: 5000,
    idleMs: 5000,
    totalMs: 8000,
    assist: true,
  });
  if (!chat) throw new Error('no chat model');
  return { ...chat, limits: { ...chat.limits, ...limits } };
}

export interface Composed {
  readonly answer: ModelAnswer;
  readonly deltas: readonly string[];
  readonly announced: readonly Citation[];
  readonly milliseconds: number;
}

export async function compose(
  request: Pick<ComposeRequest, 'chat' | 'embedder'> & Partial<ComposeRequest>,
): Promise<Composed> {
  const started = performance.now();
  const deltas: string[] = [];
  const announced: Citation[] = [];
  const stream = composeWithModel({
    question: 'How do shallow and deep copies differ?',
    passages: PASSAGES,
    depth: 'answer',
    signal: new AbortController().signal,
    ...request,
  });
  for (;;) {
    const next = await stream.next();
    if (next.done)
      return { answer: next.value, deltas, announced, milliseconds: performance.now() - started };
    if (next.value.type === 'delta') deltas.push(next.value.text);
    else announced.push(next.value.citation);
  }
}
