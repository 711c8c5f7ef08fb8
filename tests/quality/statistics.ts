/** A repeatable stream of numbers in [0, 1) (mulberry32), so that intervals do not change from run to run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The arithmetic mean; NaN for no values, so that an empty group is never mistaken for a zero. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share of the values lies (nearest rank); NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[rank] ?? Number.NaN;
}

export interface Estimate {
  value: number;
  low: number;
  high: number;
  n: number;
}

export interface BootstrapOptions {
  samples?: number;
  seed?: number;
}

/** A statistic with its 95 % percentile bootstrap interval over the items (Efron & Tibshirani 1993, ch. 13). */
export function bootstrap<Item>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => number,
  { samples = 2000, seed = 1 }: BootstrapOptions = {},
): Estimate {
  const value = statistic(items);
  if (items.length === 0) return { value, low: Number.NaN, high: Number.NaN, n: 0 };
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const drawn = statistic(resample(items, random));
    if (!Number.isNaN(drawn)) values.push(drawn);
  }
  return { value, low: percentile(values, 0.025), high: percentile(values, 0.975), n: items.length };
}

export interface Difference {
  /** after − before, over the items that both have. */
  value: number;
  low: number;
  high: number;
  n: number;
  /** Whether the 95 % interval leaves zero out. */
  isReal: boolean;
}

/** The paired bootstrap over questions: items are resampled as pairs, so that their difficulty cancels out. */
export function pairedDifference(
  pairs: readonly (readonly [before: number, after: number])[],
  { samples = 10_000, seed = 1 }: BootstrapOptions = {},
): Difference {
  const differences = pairs.map(([before, after]) => after - before);
  const { value, low, high, n } = bootstrap(differences, mean, { samples, seed });
  return { value, low, high, n, isReal: n > 0 && (low > 0 || high < 0) };
}

export interface Scored {
  score: number;
  isPositive: boolean;
}

/** The chance that a positive outscores a negative, ties counted half (Mann–Whitney U / n₁n₀); NaN with one class. */
export function auroc(items: readonly Scored[]): number {
  const sorted = [...items].sort((a, b) => a.score - b.score);
  const positives = sorted.filter((item) => item.isPositive).length;
  const negatives = sorted.length - positives;
  let rankSum = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end += 1;
    const tiedRank = (start + 1 + end) / 2;
    for (; start < end; start += 1) if (sorted[start]?.isPositive === true) rankSum += tiedRank;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export interface RiskPoint {
  /** Share of the questions that are answered when the most certain are answered first. */
  coverage: number;
  /** Share of those answered wrongly. */
  risk: number;
  threshold: number;
}

/**
 * Risk against coverage of a selective answerer (El-Yaniv & Wiener 2010): questions from the most to the least
 * certain; one point for each distinct score, as a threshold cannot part equal scores.
 */
export function riskCoverage(items: readonly { score: number; isWrong: boolean }[]): RiskPoint[] {
  const sorted = [...items].sort((a, b) => b.score - a.score);
  const points: RiskPoint[] = [];
  let wrong = 0;
  for (const [index, item] of sorted.entries()) {
    if (item.isWrong) wrong += 1;
    if (sorted[index + 1]?.score === item.score) continue;
    const answered = index + 1;
    points.push({ coverage: answered / sorted.length, risk: wrong / answered, threshold: item.score });
  }
  return points;
}

/** The area under the risk–coverage curve, each step as wide as the coverage it adds; lower is better. */
export function areaUnderRisk(points: readonly RiskPoint[]): number {
  let area = 0;
  let covered = 0;
  for (const point of points) {
    area += point.risk * (point.coverage - covered);
    covered = point.coverage;
  }
  return points.length === 0 ? Number.NaN : area;
}

function resample<Item>(items: readonly Item[], random: () => number): Item[] {
  const drawn = items.map(() => items[Math.floor(random() * items.length)]);
  return drawn.filter((item): item is NonNullable<typeof item> => item !== undefined);
}
