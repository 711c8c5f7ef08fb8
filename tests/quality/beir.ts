import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Turn } from '../../server/src/ask.ts';
import { AppError } from '../../server/src/errors.ts';
import { parse, readLines, toTurns } from './question-sets.ts';

export interface BeirRecord {
  id: string;
  title: string;
  text: string;
}

export interface BeirQuery {
  id: string;
  text: string;
  history: Turn[];
  /** Gain by record id, only those above 0. */
  gains: Map<string, number>;
}

export interface BeirSet {
  name: string;
  records: BeirRecord[];
  /** Only queries with at least one relevant record of the corpus. */
  queries: BeirQuery[];
}

const identifier = z.union([z.string(), z.number()]).transform(String);

const record = z.object({
  _id: identifier,
  title: z
    .string()
    .nullish()
    .transform((title) => title ?? ''),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
});

const turn = z
  .object({
    role: z.enum(['user', 'assistant', 'agent']).optional(),
    speaker: z.enum(['user', 'assistant', 'agent']).optional(),
    text: z.string(),
  })
  .transform(({ role, speaker, text }) => ({
    role: (role ?? speaker ?? 'user') === 'user' ? ('user' as const) : ('assistant' as const),
    text,
  }));

const query = z.object({
  _id: identifier,
  text: z.union([z.string(), z.array(turn)]),
  history: z.array(turn).optional(),
});

/**
 * Reads a folder in the layout of BEIR (Thakur et al. 2021): `corpus.jsonl`, `queries.jsonl`, and the judgements
 * in `qrels.tsv` or `qrels/test.tsv` (query, record, gain). Conversations are understood as a `history` of turns, as
 * a list of turns, or as lines `|user|: …`, `|agent|: …` in the query's text; the last user turn is the question.
 * @throws AppError `bad_request` that names the file and the problem.
 */
export function readBeirSet(folder: string): BeirSet {
  const records = readLines(requireFile(folder, ['corpus.jsonl'])).map(({ value, where }) => {
    const { _id: id, title, text } = parse(record, value, where);
    return { id, title, text };
  });
  const known = new Set(records.map(({ id }) => id));
  const qrels = readQrels(requireFile(folder, ['qrels.tsv', 'qrels/test.tsv', 'qrels/dev.tsv']));
  const queries = readLines(requireFile(folder, ['queries.jsonl'])).flatMap(({ value, where }) => {
    const parsed = parse(query, value, where);
    const gains = new Map([...(qrels.get(parsed._id) ?? [])].filter(([id]) => known.has(id)));
    return gains.size === 0 ? [] : [{ id: parsed._id, gains, ...toQuestion(parsed) }];
  });
  if (queries.length === 0) {
    throw new AppError(
      'bad_request',
      `${folder}: no query has a relevant record; do the ids of the three files agree?`,
    );
  }
  return { name: basename(folder), records, queries };
}

function toQuestion({ text, history = [] }: z.infer<typeof query>): Pick<BeirQuery, 'text' | 'history'> {
  const turns = typeof text === 'string' ? [...history, ...splitTurns(text)] : [...history, ...text];
  const last = turns.findLastIndex(({ role }) => role === 'user');
  return { text: turns[last]?.text ?? '', history: toTurns(turns.slice(0, Math.max(0, last))) };
}

/** `|user|: …` and `|agent|: …` start a turn each; a text without them is one question. */
function splitTurns(text: string): { role: 'user' | 'assistant'; text: string }[] {
  const pieces = text.split(/^\|(user|agent|assistant)\|:[ \t]*/mu);
  if (pieces.length === 1) return [{ role: 'user', text }];
  const turns: { role: 'user' | 'assistant'; text: string }[] = [];
  for (let index = 1; index < pieces.length; index += 2) {
    turns.push({
      role: pieces[index] === 'user' ? 'user' : 'assistant',
      text: (pieces[index + 1] ?? '').trim(),
    });
  }
  return turns;
}

/** Tab-separated, in three columns or in TREC's four (query, 0, record, gain); a line without a gain is a header. */
function readQrels(path: string): Map<string, Map<string, number>> {
  const qrels = new Map<string, Map<string, number>>();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/u)) {
    const cells = line.split('\t');
    const [queryId, recordId] = cells.length >= 4 ? [cells[0], cells[2]] : cells;
    const gain = Number(cells.at(-1));
    if (queryId === undefined || recordId === undefined || cells.length < 3 || !(gain > 0)) continue;
    const gains = qrels.get(queryId) ?? new Map<string, number>();
    qrels.set(queryId, gains.set(recordId, gain));
  }
  return qrels;
}

function requireFile(folder: string, candidates: readonly string[]): string {
  const found = candidates.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new AppError(
    'bad_request',
    `${folder} has no ${candidates.join(' or ')}: is it a folder in BEIR's layout?`,
  );
}
