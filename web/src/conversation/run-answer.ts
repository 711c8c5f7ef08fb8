import type { AnswerPart, ChatRequest } from '../../../server/src/protocol.ts';
import { streamChat } from '../api/chat.ts';
import { ApiError } from '../api/http.ts';
import type { AnswerState } from './types.ts';

type Ending =
  { phase: 'cut' | 'failed'; failure: AnswerState['failure'] } | { phase: 'stopped'; failure: null };

/**
 * Streams one answer and hands its parts over at most once a frame, so that a fast stream costs one
 * rendering per frame and not one per part. Returns how it ended when the last part was not terminal.
 */
export async function runAnswer(
  chat: ChatRequest,
  signal: AbortSignal,
  onParts: (parts: AnswerPart[]) => void,
): Promise<Ending | null> {
  const waiting = new Batch(onParts);
  try {
    for await (const part of streamChat(chat, signal)) waiting.add(part);
    return null;
  } catch (error) {
    if (signal.aborted) return { phase: 'stopped', failure: null };
    if (error instanceof ApiError) return endingOf(error);
    throw error;
  } finally {
    waiting.flush();
  }
}

function endingOf(error: ApiError): Ending {
  if (error.code === 'cut') return { phase: 'cut', failure: null };
  return { phase: 'failed', failure: { code: error.code, text: error.message } };
}

/** Parts that wait for the next frame; a hidden page has no frames and gets them by a timer. */
class Batch {
  private parts: AnswerPart[] = [];
  private readonly deliver: (parts: AnswerPart[]) => void;

  constructor(deliver: (parts: AnswerPart[]) => void) {
    this.deliver = deliver;
  }

  add(part: AnswerPart) {
    this.parts.push(part);
    if (this.parts.length > 1) return;
    if (document.hidden) setTimeout(() => this.flush(), 100);
    else requestAnimationFrame(() => this.flush());
  }

  flush() {
    if (this.parts.length > 0) this.deliver(this.parts.splice(0));
  }
}
