import type { Snapshot } from './index/types.ts';
import type { ChatModel, Embedder, Reader } from './models/types.ts';
import type { Depth } from './protocol.ts';

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
  /** Hears of faults that a reader is told of in one safe sentence only. */
  readonly report?: (error: unknown) => void;
}
