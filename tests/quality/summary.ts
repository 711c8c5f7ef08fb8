import type { GateThresholds, Timings } from '../../server/src/protocol.ts';
import type { Click } from './follow-up-clicks.ts';
import { refusalMacroF1, type ClosestConvention, type RowScores } from './metrics.ts';
import type { Reply } from './question.ts';
import {
  areaUnderRisk,
  auroc,
  bootstrap,
  mean,
  percentile,
  riskCoverage,
  type Estimate,
  type RiskPoint,
} from './statistics.ts';

/** One question with everything that was measured on it; what `--json` writes and `--against` reads. */
export interface Row {
  id: string;
  type: string;
  question: string;
  inCorpus: boolean;
  outcome: Reply['outcome'];
  score: number;
  scores: RowScores;
  /** Retrieval scores with the history left out; only for questions that have one. */
  withoutHistory?: Pick<RowScores, 'hit1' | 'hit5' | 'mrr10' | 'ndcg10'>;
  words: number;
  ranked: string[];
  cited: string[];
  gold: string[];
  faults: string[];
  thresholds?: GateThresholds;
  timings?: Timings;
  milliseconds: number;
  /** Number of follow-ups that the answer offered. */
  offered: number;
  /** Those that were asked. */
  clicks: Click[];
}

export interface Figure {
  group: string;
  name: string;
  estimate: Estimate;
}

type Statistic = (rows: readonly Row[]) => number;

const isIn = (row: Row) => row.inCorpus;
const isNearMiss = (row: Row) => row.type === 'near-miss';
const isOther = (row: Row) => !row.inCorpus && !isNearMiss(row);

/** The figures of all rows, each with its 95 % interval over questions, in the order in which they are printed. */
export function summarise(rows: readonly Row[]): Figure[] {
  const covered = rows.filter(isIn);
  const nearMisses = rows.filter(isNearMiss);
  const others = rows.filter(isOther);
  const clicked = rows.filter(({ clicks }) => clicks.length > 0);
  const figure = (group: string, name: string, over: readonly Row[], statistic: Statistic): Figure => ({
    group,
    name,
    estimate: bootstrap(over, statistic),
  });
  const score = (group: string, name: string, key: keyof RowScores): Figure =>
    figure(group, name, withScore(covered, key), meanScore(key));
  const outcome = (group: string, key: 'confident' | 'closest' | 'refused'): Figure[] => [
    figure(group, 'answerable questions', covered, meanScore(key)),
    figure(group, 'near misses', nearMisses, meanScore(key)),
    figure(group, 'other questions not covered', others, meanScore(key)),
  ];
  const share = (name: string, key: 'isAnswered' | 'keepsPromise' | 'isDistinct'): Figure =>
    figure('follow-ups', name, clicked, clickShare(key));
  return [
    score('retrieval', 'hit@1', 'hit1'),
    score('retrieval', 'hit@5', 'hit5'),
    score('retrieval', 'MRR@10', 'mrr10'),
    score('retrieval', 'nDCG@10', 'ndcg10'),
    ...historyFigures(covered),
    score('citations', 'a gold entry cited', 'goldCited'),
    score('citations', 'recall', 'citationRecall'),
    score('citations', 'recall, related entries allowed', 'citationRecallLenient'),
    score('citations', 'cited entries gold or acceptable', 'citationPrecision'),
    score('nuggets', 'recall', 'nuggetRecall'),
    score('nuggets', 'hit', 'nuggetHit'),
    figure('nuggets', 'words per answer, median', rows.filter(hasAnswer), medianWords),
    score('several parts', 'covered parts cited, others named', 'partsHandled'),
    ...outcome('answered with confidence', 'confident'),
    ...outcome('closest', 'closest'),
    ...outcome('refused', 'refused'),
    ...macroF1Figures(rows),
    figure('gate', 'AUROC, answerable against all others', rows, gateAuroc),
    figure(
      'gate',
      'AUROC, answerable against near misses',
      rows.filter((row) => isIn(row) || isNearMiss(row)),
      gateAuroc,
    ),
    figure('gate', 'area under risk–coverage', rows, (sample) => areaUnderRisk(riskPoints(sample))),
    ...[0.25, 0.5, 0.75, 0.9].map((coverage) =>
      figure('gate', `risk at coverage ${coverage}`, rows, (sample) => riskAt(riskPoints(sample), coverage)),
    ),
    share('clicked: answered and cited', 'isAnswered'),
    share('clicked: the promised entry cited', 'keepsPromise'),
    share('distinct from all asked and offered', 'isDistinct'),
    figure('follow-ups', 'offered per answer', rows.filter(hasAnswer), (sample) =>
      mean(sample.map(({ offered }) => offered)),
    ),
    figure('contract', 'faults per answer', rows, (sample) =>
      mean(sample.map(({ faults }) => faults.length)),
    ),
  ].filter(({ estimate }) => estimate.n > 0 && !Number.isNaN(estimate.value));
}

/** The points of the risk–coverage curve: a question is wrong where it has no gold or its first passage is none. */
export function riskPoints(rows: readonly Row[]): RiskPoint[] {
  return riskCoverage(rows.map(({ score, scores }) => ({ score, isWrong: scores.hit1 !== 1 })));
}

/** Rows that have a score, for which a mean over it is defined. */
export function withScore(rows: readonly Row[], key: keyof RowScores): Row[] {
  return rows.filter(({ scores }) => scores[key] !== undefined);
}

export function meanScore(key: keyof RowScores): Statistic {
  return (rows) => mean(rows.flatMap(({ scores }) => scores[key] ?? []));
}

export interface StageLatency {
  stage: string;
  p50: number;
  p95: number;
}

/** Milliseconds by stage as the product reports them, and of the whole answer as the caller saw it. */
export function summariseLatency(rows: readonly Row[]): StageLatency[] {
  const timed = rows.flatMap(({ timings }) => timings ?? []);
  const stages = ['embed', 'retrieve', 'read', 'compose', 'verify', 'followUps', 'total'] as const;
  const latency = (stage: string, values: readonly number[]) => ({
    stage,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
  });
  return [
    ...stages.map((stage) =>
      latency(
        stage,
        timed.map((timings) => timings[stage]),
      ),
    ),
    latency(
      'seen from outside',
      rows.map(({ milliseconds }) => milliseconds),
    ),
  ];
}

function historyFigures(covered: readonly Row[]): Figure[] {
  const keys = { hit1: 'hit@1', hit5: 'hit@5', mrr10: 'MRR@10', ndcg10: 'nDCG@10' } as const;
  const dependent = covered.filter(({ withoutHistory }) => withoutHistory !== undefined);
  return (['hit1', 'hit5', 'mrr10', 'ndcg10'] as const).flatMap((key) => [
    {
      group: 'follow-up questions',
      name: `${keys[key]} with history`,
      estimate: bootstrap(dependent, meanScore(key)),
    },
    {
      group: 'follow-up questions',
      name: `${keys[key]} without history`,
      estimate: bootstrap(dependent, (rows) =>
        mean(rows.flatMap(({ withoutHistory }) => withoutHistory?.[key] ?? [])),
      ),
    },
  ]);
}

function macroF1Figures(rows: readonly Row[]): Figure[] {
  const conventions: readonly ClosestConvention[] = ['refuse', 'answer', 'as labelled'];
  const nearMisses = rows.filter(isNearMiss);
  return [
    ...conventions.map((convention) => ({
      group: 'refusal',
      name: `macro-F1 (closest = ${convention})`,
      estimate: bootstrap(rows, (sample) => refusalMacroF1(sample, convention)),
    })),
    {
      group: 'refusal',
      name: 'near misses refused (closest = refuse)',
      estimate: bootstrap(nearMisses, (sample) => 1 - meanScore('confident')(sample)),
    },
    {
      group: 'refusal',
      name: 'near misses refused (closest = answer)',
      estimate: bootstrap(nearMisses, meanScore('refused')),
    },
  ];
}

function hasAnswer({ outcome }: Row): boolean {
  return outcome === 'answered' || outcome === 'closest';
}

function medianWords(rows: readonly Row[]): number {
  return percentile(
    rows.map(({ words }) => words),
    0.5,
  );
}

function gateAuroc(rows: readonly Row[]): number {
  return auroc(rows.map(({ score, inCorpus }) => ({ score, isPositive: inCorpus })));
}

function clickShare(key: 'isAnswered' | 'keepsPromise' | 'isDistinct'): Statistic {
  return (rows) => mean(rows.flatMap(({ clicks }) => clicks.map((click) => (click[key] ? 1 : 0))));
}

/** The risk at the smallest coverage that is at least the one asked for. */
function riskAt(points: readonly RiskPoint[], coverage: number): number {
  return points.find((point) => point.coverage >= coverage)?.risk ?? Number.NaN;
}
