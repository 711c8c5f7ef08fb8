import { createParser } from 'eventsource-parser';
import type { AnswerPart, ChatMessage, ChatRequest } from '../../../server/src/protocol.ts';
import { ApiError, request } from './http.ts';

/** A text as the message that the protocol wants. */
export function textMessage(role: ChatMessage['role'], text: string): ChatMessage {
  return { role, parts: [{ type: 'text', text }] };
}

/**
 * Asks, and yields the parts of the answer as they arrive; the last one is `finish` or `error`.
 * Leaving the loop early, or aborting the signal, closes the connection, and the server stops composing.
 * An answer that was cut cannot be resumed: ask again.
 * @throws ApiError when the request is refused, the server cannot be reached, or the stream ends early (`cut`).
 */
export async function* streamChat(chat: ChatRequest, signal: AbortSignal): AsyncGenerator<AnswerPart> {
  const response = await request('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(chat),
    signal,
  });
  if (!response.body) throw new ApiError('cut', 'The answer had no content.');
  for await (const part of readParts(response.body, signal)) {
    yield part;
    if (part.type === 'finish' || part.type === 'error') return;
  }
  throw new ApiError('cut', 'The connection closed before the answer was complete.');
}

/** Decodes the frames of an AI SDK UI message stream up to `[DONE]`. */
export async function* readParts(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const frames: string[] = [];
  const parser = createParser({ onEvent: (event) => void frames.push(event.data) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await read(reader, signal);
      if (value) parser.feed(decoder.decode(value, { stream: true }));
      for (const frame of frames.splice(0)) {
        if (frame === '[DONE]') return;
        yield parsePart(frame);
      }
      if (done) return;
    }
  } finally {
    // Frees the connection when the consumer leaves early; a stream that ended or failed has nothing to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
  try {
    return await reader.read();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError('cut', 'The connection broke before the answer was complete.', { cause });
  }
}

function parsePart(frame: string): AnswerPart {
  try {
    return JSON.parse(frame) as AnswerPart;
  } catch (cause) {
    throw new ApiError('cut', 'A part of the answer arrived damaged.', { cause });
  }
}
