import { setImmediate } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Snapshot } from '../index/types.ts';
import type { Embedder } from '../models/types.ts';
import type { KeyPoint, PracticeRequest, PracticeResponse } from '../protocol.ts';
import { readAttempt, type Attempt, type AttemptUnit } from './attempt-units.ts';
import { makeCitation } from './citation.ts';
import {
  judgeCode,
  judgePoint,
  sayingVerbatim,
  type PointInPlace,
  type PointVerdict,
  type RatedUnit,
} from './judge-point.ts';
import { keyPoints, type PointDraft } from './key-points.ts';

/** What a contradicted main point takes away, in points: a wrong answer is worse than none. */
const CONTRADICTION_LOSS = 0.5;
/** The largest share of what is missing that the other points make up for. */
const DEEPER_BONUS = 0.2;

/**
 * Scores an attempt at an entry's question by its key points, each judged against the nearest sentences of the
 * attempt with the rules that verify answers. Offsets of `attempt` are true for the attempt.
 * @throws AppError `not_found` for an entry that the corpus does not hold.
 */
export async function scoreAttempt(
  { snapshot, embedder }: { snapshot: Snapshot; embedder: Embedder },
  { entryId, attempt }: PracticeRequest,
  signal?: AbortSignal,
): Promise<PracticeResponse> {
  const entry = snapshot.entries[snapshot.entryIndex.get(entryId) ?? -1];
  if (!entry) {
    throw new AppError('not_found', `The corpus holds no entry ${JSON.stringify(entryId.slice(0, 200))}.`);
  }
  const drafts = keyPoints(entry);
  const verdicts = await judgePoints(drafts, attempt, { embedder, question: entry.titleText, signal });
  const points = drafts.map((draft, index): KeyPoint => {
    const { text, isMain, section } = draft;
    const { state = 'missed', unit = null, reasons = [] } = verdicts[index] ?? {};
    const citation = makeCitation(snapshot, { entry, section, span: draft, number: index + 1 });
    const judged = unit && { attempt: { start: unit.start, end: unit.end } };
    return { text, isMain, state, citation, ...judged, reasons };
  });
  return { entryId, score: scoreOf(points), points };
}

interface JudgeOptions {
  embedder: Embedder;
  question: string;
  signal?: AbortSignal;
}

async function judgePoints(
  drafts: readonly PointDraft[],
  attempt: string,
  { embedder, question, signal }: JudgeOptions,
): Promise<PointVerdict[]> {
  const read = readAttempt(attempt, question);
  const settled = drafts.map(({ kind, text }) =>
    kind === 'code' ? judgeCode(text, attempt) : sayingVerbatim(text, read.units),
  );
  const open = drafts.filter((_draft, index) => settled[index] === null);
  if (open.length === 0 || read.units.length === 0) {
    return settled.map((verdict) => verdict ?? { state: 'missed', unit: null, reasons: [] });
  }
  const texts = [question, ...[...open, ...read.units].map(({ text }) => text)];
  const [asked = [], ...vectors] = await embedder.embeddings.embedDocuments(texts);
  const apart = vectors.map((vector) => withoutTopic(vector, asked));
  const verdicts: PointVerdict[] = [];
  for (const [index, draft] of drafts.entries()) {
    // Reading closely takes some ms a point: other requests get their turn between two.
    await setImmediate();
    signal?.throwIfAborted();
    const rate = () => rateUnits(apart[open.indexOf(draft)] ?? [], read, apart.slice(open.length));
    verdicts.push(settled[index] ?? judgePoint(inPlace(drafts, index, question), rate()));
  }
  return verdicts;
}

function inPlace(drafts: readonly PointDraft[], index: number, question: string): PointInPlace {
  const surroundings = drafts.slice(Math.max(0, index - 1), index + 2).map(({ text }) => text);
  return { text: drafts[index]?.text ?? '', surroundings: surroundings.join(' '), question };
}

/** Share of the main points, contradictions at a loss; the other points make up for a part of what is missing. */
export function scoreOf(points: readonly Pick<KeyPoint, 'isMain' | 'state'>[]): number {
  const main = shareOf(points.filter(({ isMain }) => isMain));
  const deeper = shareOf(points.filter(({ isMain }) => !isMain));
  return Math.max(0, main + (1 - main) * DEEPER_BONUS * deeper);
}

const WORTH: Readonly<Record<KeyPoint['state'], number>> = {
  covered: 1,
  partly: 0.5,
  missed: 0,
  contradicted: -CONTRADICTION_LOSS,
};

function shareOf(points: readonly Pick<KeyPoint, 'state'>[]): number {
  if (points.length === 0) return 0;
  return Math.max(0, points.reduce((sum, { state }) => sum + WORTH[state], 0) / points.length);
}

/** Every unit with its nearness to a point, and each pair of neighbouring sentences as one more. */
function rateUnits(
  point: readonly number[],
  { units, sentences }: Attempt,
  vectors: readonly (readonly number[])[],
): RatedUnit[] {
  const single = units.map((unit, index) => ({ ...unit, nearness: dot(point, vectors[index] ?? []) }));
  const pairs = units.slice(0, Math.max(0, sentences - 1)).map((first, index): RatedUnit => {
    const second: AttemptUnit = units[index + 1] ?? first;
    const both = unit(add(vectors[index] ?? [], vectors[index + 1] ?? []));
    const text = `${first.text} ${second.text}`;
    return { start: first.start, end: second.end, text, nearness: dot(point, both) };
  });
  return [...single, ...pairs];
}

/** The part of a unit vector that is orthogonal to the topic's, at unit length; nothing where all of it is topic. */
function withoutTopic(vector: readonly number[], topic: readonly number[]): number[] {
  const along = dot(vector, topic);
  return unit(vector.map((value, index) => value - along * (topic[index] ?? 0)));
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => (length < 1e-6 ? 0 : value / length));
}

function dot(first: readonly number[], second: readonly number[]): number {
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
}

function add(first: readonly number[], second: readonly number[]): number[] {
  return first.map((value, index) => value + (second[index] ?? 0));
}
