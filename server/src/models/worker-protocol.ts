import type { ErrorCode } from '../protocol.ts';
import type { InferenceGate } from './inference-gate.ts';
import type { Reading, ReaderPassage } from './types.ts';

/* The vendored models, as both threads know them; this file must stay free of model libraries. */
export const EMBEDDER_NAME = 'all-MiniLM-L6-v2';
export const EMBEDDER_DIMENSIONS = 384;
export const READER_NAME = 'reader-minilm';
/** Word pieces of one input of either model, as they were trained. */
export const MAX_TOKENS = 256;

/** What the model worker does: for each job what it is given and what it returns. */
export interface Jobs {
  'open-embedder': { input: null; output: { version: string } };
  /** A handful of texts, no more: a query waits for the job at hand. Vectors row after row. */
  embed: { input: readonly string[]; output: Float32Array };
  'count-tokens': { input: readonly string[]; output: number[] };
  'open-reader': { input: null; output: { version: string } };
  read: { input: { question: string; passage: ReaderPassage }; output: Reading };
}

export type JobName = keyof Jobs;

export type Request = { [Name in JobName]: { name: Name; input: Jobs[Name]['input'] } }[JobName];

export type Output<R extends Request = Request> = Jobs[R['name']]['output'];

/** One answer per request, in order: the worker is given one request at a time. */
export type Response =
  | { type: 'done'; output: Output }
  | { type: 'failed'; code: ErrorCode; message: string; stack: string | undefined };

export interface WorkerSettings {
  readonly modelsDir: string;
  /** Threads of one inference. */
  readonly threads: number;
  readonly gate: InferenceGate;
}
