import type { ErrorBody, ErrorCode } from '../../../server/src/protocol.ts';

/** `unreachable`: no answer from the server at all. `cut`: the stream ended before its last part. */
export type ApiErrorCode = ErrorCode | 'unreachable' | 'cut';

/** A request that failed, with a code to decide by and the server's own safe sentence. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;

  constructor(code: ApiErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }
}

/**
 * Sends a request and returns the response if its status is one of success.
 * @throws ApiError with the server's code and sentence, or `unreachable`; the signal's own reason when aborted.
 */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('unreachable', 'The server does not answer.', { cause });
  }
  if (!response.ok) throw await toApiError(response);
  return response;
}

/** Reads a JSON response of the type that the protocol declares for the path. */
export async function requestJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await request(path, { ...init, headers: withAccept(init.headers) });
  return (await response.json()) as T;
}

function withAccept(init: RequestInit['headers']): Headers {
  const headers = new Headers(init);
  headers.set('accept', 'application/json');
  return headers;
}

async function toApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) return new ApiError(body.error.code, body.error.message);
  // A proxy in front of a stopped server answers for it, in its own words.
  const code = [502, 503, 504].includes(response.status) ? 'unreachable' : 'internal';
  return new ApiError(code, `The server answered with status ${response.status}.`);
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
