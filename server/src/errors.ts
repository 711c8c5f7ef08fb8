import type { ErrorCode } from './protocol.ts';

/** An error whose code and message are safe to show: the message names the offending value and the fix. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  unsupported_media_type: 415,
  aborted: 499,
  config: 500,
  corpus: 500,
  internal: 500,
  model: 502,
  busy: 503,
  snapshot: 503,
};

/** The code and the sentence that may leave the server for any thrown value; internals stay in the log. */
export function toSafeError(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'Something went wrong on the server. Its log has the details.' };
}
