import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.ts';

/** Longest question, in UTF-16 units: some 700 words, more than a reader types and less than a prompt stuffing. */
export const MAX_QUESTION_CHARACTERS = 4000;

/** A document (path with or without `.md`) or a folder of documents. */
export const collectionSchema = z.string().trim().min(1).max(500);

/**
 * The value that the schema makes of `input`.
 * @throws AppError `bad_request` that names every bad field with its problem.
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map(describeIssue);
  throw new AppError('bad_request', `${problems.join('; ')}.`);
}

/** The JSON body of a request, not validated. @throws AppError `unsupported_media_type` if it is not sent as JSON. */
export function jsonBody(request: Request): unknown {
  const body: unknown = request.body;
  if (body !== undefined) return body;
  const sent = request.headers['content-type'];
  throw new AppError(
    'unsupported_media_type',
    sent === undefined
      ? 'Send a JSON body with the header content-type: application/json.'
      : `The content type ${JSON.stringify(sent.slice(0, 100))} is not read. Send content-type: application/json.`,
  );
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const field = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text ? '.' : ''}${String(key)}`),
    '',
  );
  return `${field || 'The request'}: ${message}`;
}
