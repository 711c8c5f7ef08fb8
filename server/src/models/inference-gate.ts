import { setTimeout } from 'node:timers/promises';

/**
 * Ending a thread inside onnxruntime aborts the whole process ("terminate called after throwing an instance of
 * 'Napi::Error'", exit code 134). Both threads share this word: inference runs only while it is RUNNING, and whoever
 * ends the process waits for it to stop and closes it.
 */
export type InferenceGate = Int32Array<SharedArrayBuffer>;

const IDLE = 0;
const RUNNING = 1;
const CLOSED = 2;
/** The longest batch takes half a second on one slow core. */
const PATIENCE_MS = 5_000;
const POLL_MS = 5;

export function createGate(): InferenceGate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** In the model thread: runs native work, or waits to be ended when the gate is closed. */
export async function passGate<Result>(gate: InferenceGate, run: () => Promise<Result>): Promise<Result> {
  if (Atomics.compareExchange(gate, 0, IDLE, RUNNING) === CLOSED) return new Promise(() => undefined);
  try {
    return await run();
  } finally {
    Atomics.store(gate, 0, IDLE);
    Atomics.notify(gate, 0);
  }
}

/** In the main thread, while the process ends: blocks until no native work runs, and lets none begin. */
export function closeGateNow(gate: InferenceGate): void {
  const deadline = performance.now() + PATIENCE_MS;
  while (!tryClose(gate) && performance.now() < deadline) {
    Atomics.wait(gate, 0, RUNNING, deadline - performance.now());
  }
}

/** The same without blocking. */
export async function closeGate(gate: InferenceGate): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!tryClose(gate) && performance.now() < deadline) await setTimeout(POLL_MS);
}

function tryClose(gate: InferenceGate): boolean {
  return Atomics.compareExchange(gate, 0, IDLE, CLOSED) !== RUNNING;
}
