import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { AppError } from '../errors.ts';

/** Longest stack that is logged, in frames. */
const FRAMES = 6;

/**
 * One line about a fault for the log, with an id of its own. Questions, bodies and query strings are left out, and
 * so are messages that may quote what a model endpoint sent: only our own and the runtime's are written.
 */
export function describeForLog(request: Pick<Request, 'method' | 'path'>, error: unknown): string {
  const id = randomUUID().slice(0, 8);
  const where = `${request.method} ${JSON.stringify(request.path.slice(0, 200))}`;
  return `${new Date().toISOString()} ${id} ${where}: ${describe(error)}`;
}

/** The same for a fault of an answer, whoever asked. */
export function describeAnswering(error: unknown): string {
  return `${new Date().toISOString()} while answering: ${describe(error)}`;
}

/** The same for a fault that belongs to no request. */
export function describeStray(error: unknown): string {
  return `${new Date().toISOString()} outside of a request: ${describe(error)}`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `threw a ${typeof error}`;
  const cause =
    error instanceof AppError && error.cause !== undefined ? `; cause: ${describe(error.cause)}` : '';
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const message = isOurs(error) ? `: ${error.message.replace(/\s+/g, ' ')}` : '';
  return `${error.name}${code}${message}${error instanceof AppError ? '' : frames(error)}${cause}`;
}

function isOurs(error: Error): boolean {
  if (error instanceof AppError || 'syscall' in error) return true;
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

function frames(error: Error): string {
  const lines = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return lines
    .slice(0, FRAMES)
    .map((line) => ` | ${line.trim()}`)
    .join('');
}
