import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import { closeGate, closeGateNow, createGate, type InferenceGate } from './inference-gate.ts';
import type { Output, Request, Response, WorkerSettings } from './worker-protocol.ts';

/** A reader waits for a query, nobody waits for a document: queries go first. */
export type Priority = 'query' | 'document';

interface JobOptions {
  signal?: AbortSignal;
  priority?: Priority;
}

interface Job {
  readonly request: Request;
  readonly priority: Priority;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: AppError) => void;
}

const ENTRY = new URL('./worker.mjs', import.meta.url);

/**
 * A thread that runs the local models, fed one job at a time. When the thread stops by itself, the job at hand
 * fails and the thread is started anew; stopping again before it finished a single job gives it up.
 */
export class ModelWorker {
  readonly #start: (gate: InferenceGate) => Worker;
  #thread: Worker | null = null;
  #gate = createGate();
  #waiting: Job[] = [];
  #running: Job | null = null;
  #starts = 0;
  #fault: AppError | null = null;

  constructor(settings: Omit<WorkerSettings, 'gate'>, entry: URL = ENTRY) {
    // execArgv: the parent's loaders are not inherited, worker.mjs brings its own.
    this.#start = (gate) =>
      new Worker(entry, { workerData: { ...settings, gate }, execArgv: [], name: 'models' });
  }

  /** Rejects with AppError('aborted') once the signal fires, with AppError('model') when the model fails. */
  run<R extends Request>(request: R, { signal, priority = 'query' }: JobOptions = {}): Promise<Output<R>> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting = this.#waiting.filter((waiting) => waiting !== job);
        reject(new AppError('aborted', `"${request.name}" was stopped before it was done`));
      };
      const job: Job = {
        request,
        priority,
        resolve: (output) => {
          signal?.removeEventListener('abort', abort);
          resolve(output);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(job);
      this.#runNext();
    });
  }

  /** Stops the thread; jobs that are not done are rejected. */
  async close(): Promise<void> {
    this.#giveUp(new AppError('model', 'the local models are closed'));
    const thread = this.#thread;
    this.#thread = null;
    await closeGate(this.#gate);
    await thread?.terminate();
  }

  #runNext(): void {
    if (this.#fault !== null) {
      this.#giveUp(this.#fault);
      return;
    }
    if (this.#running !== null) return;
    const next = this.#waiting.find(({ priority }) => priority === 'query') ?? this.#waiting[0];
    if (next === undefined) {
      // An idle thread must not keep a finished program alive.
      this.#thread?.unref();
      return;
    }
    this.#waiting = this.#waiting.filter((job) => job !== next);
    this.#running = next;
    this.#thread ??= this.#startThread();
    this.#thread.ref();
    this.#thread.postMessage(next.request);
  }

  #startThread(): Worker {
    const gate = createGate();
    const thread = this.#start(gate);
    const closeNow = () => {
      closeGateNow(gate);
    };
    let cause: unknown;
    this.#gate = gate;
    this.#starts += 1;
    process.on('exit', closeNow);
    thread.on('message', (response: Response) => this.#finish(response));
    thread.on('error', (error) => {
      cause = error;
    });
    thread.on('exit', (exitCode) => {
      process.off('exit', closeNow);
      if (this.#thread === thread) this.#recover(exitCode, cause);
    });
    return thread;
  }

  #finish(response: Response): void {
    const job = this.#running;
    this.#running = null;
    switch (response.type) {
      case 'done':
        this.#starts = 1;
        job?.resolve(response.output);
        break;
      case 'failed': {
        const cause = new Error(response.stack ?? response.message);
        job?.reject(new AppError(response.code, response.message, { cause }));
        break;
      }
    }
    this.#runNext();
  }

  #recover(exitCode: number, cause: unknown): void {
    const advice = 'try again; if it stays so, look at the free memory and restart';
    const error = new AppError('model', `the model thread stopped (exit code ${exitCode}); ${advice}`, {
      cause,
    });
    const job = this.#running;
    this.#thread = null;
    this.#running = null;
    if (this.#starts > 1) this.#fault = error;
    job?.reject(error);
    this.#runNext();
  }

  #giveUp(fault: AppError): void {
    this.#fault = fault;
    const unfinished = this.#running === null ? this.#waiting : [this.#running, ...this.#waiting];
    this.#waiting = [];
    this.#running = null;
    for (const job of unfinished) job.reject(fault);
  }
}
