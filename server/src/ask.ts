import type { AnswerPart, Depth } from './protocol.ts';
import type { ChatModel, Embedder, Reader } from './models/types.ts';
import type { Snapshot } from './index/types.ts';

/** An earlier exchange. The answer may hold `【n】` markers or `[n]`; both are ignored. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
}

export interface AskRequest {
  readonly id: string;
  readonly question: string;
  /** Oldest first. */
  readonly history: readonly Turn[];
  readonly depth: Depth;
  readonly composer?: 'extractive';
  readonly collection?: string;
}

export interface AskDeps {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  readonly chat: ChatModel | null;
}

/** Answers one question as a stream of protocol parts, exactly one of which (`finish` or `error`) is terminal and last. */
// eslint-disable-next-line require-yield
export async function* ask(
  deps: AskDeps,
  request: AskRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  await Promise.resolve();
  throw new Error(`not built yet: ${request.question} ${deps.snapshot.id} ${String(signal.aborted)}`);
}
