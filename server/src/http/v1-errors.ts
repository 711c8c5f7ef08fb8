import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';
import { AppError, HTTP_STATUS, toSafeError } from '../errors.ts';
import type { ErrorCode } from '../protocol.ts';
import { fromExpress, RETRY_AFTER_SECONDS } from './error-response.ts';
import { describeForLog } from './log-line.ts';

export interface V1ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** An AppError that knows which parameter of an OpenAI request it is about, and OpenAI's code for it. */
export class V1Error extends AppError {
  readonly param: string | null;
  readonly openaiCode: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    { param = null, code: openaiCode = null }: { param?: string | null; code?: string | null } = {},
  ) {
    super(code, message);
    this.name = 'V1Error';
    this.param = param;
    this.openaiCode = openaiCode;
  }
}

/** Any thrown value in the shape in which OpenAI's clients expect errors. */
export function toV1Body(error: unknown): V1ErrorBody {
  const { code, message } = toSafeError(error);
  const isClientFault = HTTP_STATUS[code] < 500;
  return {
    error: {
      message,
      type: isClientFault ? 'invalid_request_error' : 'server_error',
      param: error instanceof V1Error ? error.param : null,
      code: (error instanceof V1Error ? error.openaiCode : null) ?? (code === 'bad_request' ? null : code),
    },
  };
}

/** The parsed body. @throws V1Error that names the first bad parameter. */
export function parseV1Body<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  if (body === undefined) {
    throw new V1Error(
      'unsupported_media_type',
      'Send a JSON body with the header content-type: application/json.',
    );
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = pathText(issue?.path ?? []);
  const param = path === '' ? null : path;
  throw new V1Error('bad_request', `${param ?? 'The request body'}: ${issue?.message ?? 'is not valid'}.`, {
    param,
  });
}

/** `/v1` paths that do not exist. */
export const v1NotFound: RequestHandler = (request) => {
  throw new V1Error(
    'not_found',
    `Unknown request URL: ${request.method} ${request.baseUrl}${request.path}.`,
    {
      code: 'unknown_url',
    },
  );
};

/** For `route.all`: refuses every method that the route has no handler for. */
export function v1OnlyMethods(...methods: string[]): RequestHandler {
  return (request, response) => {
    response.setHeader('Allow', methods.join(', '));
    throw new V1Error(
      'method_not_allowed',
      `${request.method} is not possible here; use ${methods.join(' or ')}.`,
    );
  };
}

/** Sends errors of the `/v1` routes in OpenAI's shape, those of Express and its body parser too. */
export function v1ErrorHandler(log: (line: string) => void): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown);
    const { code } = toSafeError(error);
    if (HTTP_STATUS[code] >= 500) log(describeForLog(request, error));
    if (response.headersSent) {
      next(error);
      return;
    }
    if (code === 'busy') response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    response.status(HTTP_STATUS[code]).json(toV1Body(error));
  };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
