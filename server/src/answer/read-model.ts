import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatModel } from '../models/types.ts';
import { failureOf, modelFailure, type ModelFailure } from './model-failure.ts';

/** How a stream ended. */
export interface StreamEnd {
  readonly failure: ModelFailure | null;
  /** Whether the model itself said that it was done. */
  readonly isFinished: boolean;
  /** Whether it sent reasoning apart from text. */
  readonly hasReasoned: boolean;
}

/**
 * The text of a chat model's answer as it comes, under the model's limits. Faults end it and are returned, never thrown.
 * However it ends, also when the caller stops reading, the request upstream is aborted.
 */
export async function* readModel(
  chat: ChatModel,
  messages: readonly BaseMessage[],
  signal: AbortSignal,
): AsyncGenerator<string, StreamEnd> {
  const upstream = new AbortController();
  const abort = () => upstream.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const clock = openClock(chat.limits, upstream.signal);
  let isFinished = false;
  let hasReasoned = false;
  let hasBegun = false;
  try {
    const chunks = await clock.wait(chat.model.stream([...messages], { signal: upstream.signal }));
    const iterator = chunks[Symbol.asyncIterator]();
    for (;;) {
      const next = await clock.wait(iterator.next());
      if (next.done) return { failure: null, isFinished, hasReasoned };
      const { text, hasReasoning } = contentOf(next.value);
      isFinished ||= isLast(next.value);
      hasReasoned ||= hasReasoning;
      if (text === '' && !hasReasoning) continue;
      clock.begin();
      hasBegun ||= text !== '';
      if (text !== '') yield text;
    }
  } catch (error) {
    const failure = error instanceof LimitReached ? modelFailure(error.limit) : failureOf(error, hasBegun);
    return { failure, isFinished: false, hasReasoned };
  } finally {
    clock.close();
    signal.removeEventListener('abort', abort);
    upstream.abort();
  }
}

type Limit = 'model_slow_start' | 'model_stalled' | 'model_too_slow';

class LimitReached extends Error {
  readonly limit: Limit;

  constructor(limit: Limit) {
    super(limit);
    this.limit = limit;
  }
}

/** Waits for what the model sends, no longer than its limits allow. */
function openClock(limits: ChatModel['limits'], signal: AbortSignal) {
  const started = performance.now();
  let hasBegun = false;
  let stop: (error: Error) => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => stop(new Error('aborted'));
  signal.addEventListener('abort', onAbort);
  return {
    begin() {
      hasBegun = true;
    },
    async wait<Value>(promise: Promise<Value>): Promise<Value> {
      const left = limits.totalMs - (performance.now() - started);
      const pause = hasBegun ? limits.idleMs : limits.firstTokenMs - (performance.now() - started);
      const limit: Limit = left <= pause ? 'model_too_slow' : hasBegun ? 'model_stalled' : 'model_slow_start';
      const expired = new Promise<never>((_, reject) => {
        stop = reject;
        timer = setTimeout(() => reject(new LimitReached(limit)), Math.max(0, Math.min(left, pause)));
      });
      promise.catch(() => undefined);
      expired.catch(() => undefined);
      if (signal.aborted) onAbort();
      try {
        return await Promise.race([promise, expired]);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function contentOf(chunk: AIMessageChunk): { text: string; hasReasoning: boolean } {
  const { reasoning_content: apart } = chunk.additional_kwargs;
  const isBlock =
    Array.isArray(chunk.content) && chunk.content.some((block) => /reason|think/u.test(block.type));
  return { text: chunk.text, hasReasoning: (typeof apart === 'string' && apart !== '') || isBlock };
}

/** Providers name it differently; any reason but a cut says that the model was done. */
function isLast(chunk: AIMessageChunk): boolean {
  const { finish_reason, stop_reason, done_reason } = chunk.response_metadata;
  const reason: unknown = finish_reason ?? stop_reason ?? done_reason;
  return typeof reason === 'string' && !/^(?:length|max_tokens|content_filter)$/u.test(reason);
}
