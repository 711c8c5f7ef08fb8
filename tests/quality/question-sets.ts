import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../server/src/errors.ts';
import type { Turn } from '../../server/src/ask.ts';
import type { ResolveEntry } from './entry-lookup.ts';
import type { Question } from './question.ts';

const key = z.union([
  z
    .number()
    .int()
    .transform((number) => ({ number: String(number) })),
  z
    .string()
    .min(1)
    .transform((id) => ({ id })),
  z
    .object({ path: z.string(), number: z.union([z.number(), z.string()]) })
    .transform(({ path, number }) => ({ path, number: String(number) })),
]);

const message = z.object({ role: z.enum(['user', 'assistant']), text: z.string() });

const labelled = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  question: z.string(),
  history: z.array(message).default([]),
  gold: z.array(key),
  need: z.enum(['any', 'all', 'none']),
  also_ok: z.array(key).default([]),
  nuggets: z.array(z.object({ q: key, text: z.string().min(1) })).default([]),
  uncovered: z.array(z.string().min(1)).default([]),
});

/** Three answerable questions and three near misses for each entry; the path may be the file's own name. */
const paired = z.object({
  id: z.string().optional(),
  path: z.string().optional(),
  n: z.number().int().optional(),
  number: z.number().int().optional(),
  answerable: z.boolean(),
  question: z.string(),
  section: z.string().optional(),
  evidence: z.string().optional(),
});

/**
 * Reads a question set (JSON lines), of either schema that the README of this folder describes.
 * @throws AppError `bad_request` that names file, line and problem.
 */
export function readQuestionSet(path: string, resolve: ResolveEntry): Question[] {
  const set = basename(path).replace(/\.jsonl$/u, '');
  return readLines(path).map(({ value, where, line }) => {
    if (typeof value === 'object' && value !== null && 'answerable' in value) {
      return fromPaired(parse(paired, value, where), { set, line, resolve });
    }
    return fromLabelled(parse(labelled, value, where), { set, resolve });
  });
}

/** Every line of a JSON-lines file as parsed JSON, with its place for messages. */
export function readLines(path: string): { value: unknown; where: string; line: number }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ text, line: index + 1, where: `${path}:${index + 1}` }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, line, where }) => ({ value: parseJson(text, where), line, where }));
}

/** Validates one record. @throws AppError `bad_request` that names the place and every problem. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new AppError('bad_request', `${where} is not a question of a known schema: ${problems}`);
}

/** Messages, user first, as turns; a last question without an answer has an empty one. */
export function toTurns(messages: readonly z.infer<typeof message>[]): Turn[] {
  const turns: { question: string; answer: string }[] = [];
  for (const { role, text } of messages) {
    const last = turns.at(-1);
    if (role === 'user' || last === undefined) turns.push({ question: text, answer: '' });
    else last.answer = last.answer === '' ? text : `${last.answer}\n\n${text}`;
  }
  return turns;
}

function fromLabelled(
  row: z.infer<typeof labelled>,
  { set, resolve }: { set: string; resolve: ResolveEntry },
): Question {
  return {
    id: `${set}:${row.id}`,
    type: row.type,
    question: row.question,
    history: toTurns(row.history),
    gold: [...new Set(row.gold.flatMap(resolve))],
    need: row.need,
    alsoOk: [...new Set(row.also_ok.flatMap(resolve))],
    nuggets: row.nuggets.flatMap(({ q, text }) => resolve(q).map((entryId) => ({ entryId, text }))),
    uncovered: row.uncovered,
  };
}

function fromPaired(
  row: z.infer<typeof paired>,
  { set, line, resolve }: { set: string; line: number; resolve: ResolveEntry },
): Question {
  const number = String(row.number ?? row.n);
  const gold = row.answerable ? resolve({ path: row.path ?? `${set}.md`, number }) : [];
  const { evidence } = row;
  return {
    id: `${set}:${row.id ?? 'row'}-${line}`,
    type: row.answerable ? `answerable-${row.section ?? 'either'}` : 'near-miss',
    question: row.question,
    history: [],
    gold,
    need: row.answerable ? 'any' : 'none',
    alsoOk: [],
    nuggets: evidence === undefined ? [] : gold.map((entryId) => ({ entryId, text: evidence })),
    uncovered: [],
  };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad_request', `${where} is not JSON; one object per line is needed`, { cause });
  }
}
