import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { AppError, HTTP_STATUS, toSafeError } from '../errors.ts';
import type { ErrorBody } from '../protocol.ts';
import { describeForLog } from './log-line.ts';

/** After which a client that found the server busy may try again. */
export const RETRY_AFTER_SECONDS = 2;

/** Sends the code and the safe sentence of any thrown value. */
export function sendError(response: Response, error: unknown): void {
  const { code, message } = toSafeError(error);
  if (code === 'busy') response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
  const body: ErrorBody = { error: { code, message } };
  response.status(HTTP_STATUS[code]).json(body);
}

/** The last middleware. What Express and its body parser throw is given our codes; faults of ours are logged. */
export function errorHandler(log: (line: string) => void): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown);
    if (HTTP_STATUS[toSafeError(error).code] >= 500) log(describeForLog(request, error));
    if (response.headersSent) next(error);
    else sendError(response, error);
  };
}

export const notFound: RequestHandler = (request) => {
  throw new AppError(
    'not_found',
    `There is nothing at ${request.method} ${JSON.stringify(shownPath(request.path))}.`,
  );
};

/** For `route.all`: answers OPTIONS, refuses every other method that the route has no handler for. */
export function onlyMethods(...methods: string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (request, response) => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new AppError('method_not_allowed', `${request.method} is not possible here; use ${allow}.`);
  };
}

/** Errors of Express and its parsers carry an HTTP status; the parsers' also a type. */
export function fromExpress(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('status' in error)) return error;
  const type = 'type' in error ? error.type : undefined;
  switch (error.status) {
    case 400:
      return new AppError('bad_request', badRequestText(type), { cause: error });
    case 413:
      return new AppError('too_large', 'The request body is too large. Send fewer or shorter messages.', {
        cause: error,
      });
    case 415:
      return new AppError(
        'unsupported_media_type',
        'Send the body as JSON in UTF-8: content-type: application/json.',
        {
          cause: error,
        },
      );
    default:
      return error;
  }
}

function badRequestText(type: unknown): string {
  if (type === 'entity.parse.failed') return 'The request body is not valid JSON.';
  if (type === 'request.aborted') return 'The request ended before its body was complete.';
  if (type === 'request.size.invalid')
    return 'The request body does not have the length that content-length names.';
  return 'The address of the request is malformed: check its percent-encoding.';
}

function shownPath(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
