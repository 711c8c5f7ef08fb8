import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { openEncoder, type Encoder } from './encoder.ts';
import { passGate } from './inference-gate.ts';
import { embedTexts } from './embed-texts.ts';
import { readPair } from './read-pairs.ts';
import { EMBEDDER_NAME, READER_NAME, type Output, type Request, type Response } from './worker-protocol.ts';

/** The thread that runs the models: inference blocks its thread, and the server must go on answering. */
const { gate, ...settings } = z
  .object({
    modelsDir: z.string(),
    threads: z.int().positive(),
    gate: z.instanceof(Int32Array<SharedArrayBuffer>),
  })
  .parse(workerData);
/** An answer waits for the reader, pair by pair: on two threads a pair takes little more than half the time. */
const READER_THREADS = Math.min(2, availableParallelism());
const encoders = new Map<string, Encoder>();

async function encoderOf(name: string): Promise<Encoder> {
  const threads = name === READER_NAME ? Math.max(settings.threads, READER_THREADS) : settings.threads;
  const encoder =
    encoders.get(name) ?? (await openEncoder(name, { ...settings, threads }, (run) => passGate(gate, run)));
  encoders.set(name, encoder);
  return encoder;
}

async function perform(request: Request): Promise<Output> {
  switch (request.name) {
    case 'open-embedder':
      return { version: (await encoderOf(EMBEDDER_NAME)).version };
    case 'open-reader':
      return { version: (await encoderOf(READER_NAME)).version };
    case 'embed':
      return embedTexts(await encoderOf(EMBEDDER_NAME), request.input);
    case 'count-tokens': {
      const encoder = await encoderOf(EMBEDDER_NAME);
      return request.input.map((text) => encoder.tokenize(text).length + 2);
    }
    case 'read':
      return readPair(await encoderOf(READER_NAME), request.input.question, request.input.passage);
  }
}

async function respond(request: Request): Promise<Response> {
  try {
    return { type: 'done', output: await perform(request) };
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    if (error instanceof AppError) return { type: 'failed', code: error.code, message: error.message, stack };
    return { type: 'failed', code: 'model', message: `the local model failed at "${request.name}"`, stack };
  }
}

parentPort?.on('message', (request: Request) => {
  void respond(request).then((response) => {
    parentPort?.postMessage(response, response.type === 'done' ? movable(response.output) : []);
  });
});

/** Vectors change owner instead of being copied. */
function movable(output: Output): ArrayBuffer[] {
  return output instanceof Float32Array && output.buffer instanceof ArrayBuffer ? [output.buffer] : [];
}
