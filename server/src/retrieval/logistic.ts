import type { LogisticModel } from '../index/types.ts';

import type { GateFeatures } from './gate-features.ts';

export interface Sample {
  readonly features: GateFeatures;
  readonly isPositive: boolean;
}

/** Strength of the L2 penalty on standardised weights: keeps a feature that separates perfectly finite. */
const PENALTY = 1;
const ROUNDS = 30;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares), features standardised, both classes
 * weighing the same, L2 penalty. Weights are given for the features as they are.
 */
export function fitLogistic(samples: readonly Sample[], names: readonly string[]): LogisticModel {
  const scales = names.map((name) => spreadOf(samples.map(({ features }) => features[name] ?? 0)));
  const rows = samples.map(({ features }) => [
    1,
    ...names.map(
      (name, at) => ((features[name] ?? 0) - (scales[at]?.mean ?? 0)) / (scales[at]?.deviation ?? 1),
    ),
  ]);
  const positives = samples.filter(({ isPositive }) => isPositive).length;
  const share = (isPositive: boolean) =>
    samples.length / (2 * Math.max(1, isPositive ? positives : samples.length - positives));
  let weights = new Array<number>(names.length + 1).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    weights = newtonStep(rows, samples, { weights, share });
  }
  const [bias = 0, ...standardised] = weights;
  const raw = standardised.map((weight, at) => weight / (scales[at]?.deviation ?? 1));
  const shift = raw.reduce((sum, weight, at) => sum + weight * (scales[at]?.mean ?? 0), 0);
  return { bias: bias - shift, weights: Object.fromEntries(names.map((name, at) => [name, raw[at] ?? 0])) };
}

function newtonStep(
  rows: readonly (readonly number[])[],
  samples: readonly Sample[],
  { weights, share }: { weights: readonly number[]; share: (isPositive: boolean) => number },
): number[] {
  const size = weights.length;
  const gradient: number[] = weights.map((weight, at) => (at === 0 ? 0 : -PENALTY * weight));
  const hessian: number[][] = weights.map((_, at) =>
    weights.map((__, other) => (at === other ? (at === 0 ? 1e-9 : PENALTY) : 0)),
  );
  rows.forEach((row, index) => {
    const isPositive = samples[index]?.isPositive === true;
    const p = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)));
    const weight = share(isPositive);
    for (let at = 0; at < size; at += 1) {
      const value = row[at] ?? 0;
      gradient[at] = (gradient[at] ?? 0) + weight * ((isPositive ? 1 : 0) - p) * value;
      const line = hessian[at];
      if (line === undefined) continue;
      for (let other = 0; other < size; other += 1) {
        line[other] = (line[other] ?? 0) + weight * p * (1 - p) * value * (row[other] ?? 0);
      }
    }
  });
  const step = solve(hessian, gradient);
  return weights.map((weight, at) => weight + (step[at] ?? 0));
}

/** Solves a small symmetric positive definite system by Gaussian elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at <= size; at += 1) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

function spreadOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Area under the ROC curve: the share of pairs in which the positive scores higher, ties counted half. */
export function areaUnderRoc(
  scored: readonly { readonly score: number; readonly isPositive: boolean }[],
): number | null {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let negatives = 0;
  let wins = 0;
  let at = 0;
  while (at < sorted.length) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end += 1;
    const tied = sorted.slice(at, end);
    const positive = tied.filter(({ isPositive }) => isPositive).length;
    wins += positive * (negatives + (tied.length - positive) / 2);
    negatives += tied.length - positive;
    at = end;
  }
  const positives = scored.length - negatives;
  return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null;
}
