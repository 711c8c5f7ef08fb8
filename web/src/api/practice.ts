import type { PracticeRequest, PracticeResponse } from '../../../server/src/protocol.ts';
import { requestJson } from './http.ts';

/** Scores an attempt at an entry's question by its key points. */
export function scoreAttempt(attempt: PracticeRequest, signal?: AbortSignal): Promise<PracticeResponse> {
  return requestJson('/api/practice', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(attempt),
    signal: signal ?? null,
  });
}
