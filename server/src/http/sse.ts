import type { Response } from 'express';
import { AppError } from '../errors.ts';

/** Often enough that proxies with a 30 s idle limit keep the stream open. */
const HEARTBEAT_MS = 15_000;
/** A reader that takes nothing for so long is gone: its buffers and its place are needed. */
const STALLED_MS = 60_000;

/** A signal that aborts when the client goes away before the response is complete. */
export function abortOnClose(response: Response): AbortSignal {
  const controller = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) {
      controller.abort(new AppError('aborted', 'The client closed the connection.'));
    }
  };
  // `close` of the response: that of the request fires as soon as its body has been read.
  if (response.closed) onClose();
  else response.once('close', onClose);
  return controller.signal;
}

/** A response as a stream of server-sent events. */
export interface EventStream {
  /** Writes one event and waits while the client reads slower than we write. Does nothing once the client is gone. */
  send(data: unknown): Promise<void>;
  /** Writes the closing `[DONE]` and ends the response. */
  end(): Promise<void>;
}

/** Sends the headers of an event stream at once and keeps it alive until its end. */
export function openEventStream(
  response: Response,
  headers: Readonly<Record<string, string>> = {},
): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    Connection: 'keep-alive',
    'X-Accel-Buffering': 'no',
    ...headers,
  });
  response.flushHeaders();
  // Writing to a response that is gone would emit an `error` that nobody handles.
  const isOpen = () => !response.closed && !response.destroyed && !response.writableEnded;
  const heartbeat = setInterval(() => {
    if (isOpen() && !response.writableNeedDrain) response.write(': hb\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  response.once('close', () => clearInterval(heartbeat));

  const write = async (frame: string) => {
    if (isOpen() && !response.write(frame)) await drained(response);
  };
  return {
    send: (data) => write(`data: ${JSON.stringify(data)}\n\n`),
    end: async () => {
      await write('data: [DONE]\n\n');
      clearInterval(heartbeat);
      response.end();
    },
  };
}

/** Resolves when the client has read, has gone, or has stalled for so long that it is cut off. */
function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), STALLED_MS);
    const done = () => {
      clearTimeout(stalled);
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
