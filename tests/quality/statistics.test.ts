import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaUnderRisk,
  auroc,
  bootstrap,
  mean,
  pairedDifference,
  percentile,
  riskCoverage,
  seededRandom,
} from './statistics.ts';

describe('seededRandom', () => {
  it('repeats itself for one seed and differs for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('spreads evenly over [0, 1)', () => {
    const values = Array.from({ length: 20_000 }, seededRandom(3));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 1);
  });
});

describe('percentile', () => {
  it('takes the nearest rank', () => {
    expect(percentile([40, 15, 50, 20, 35], 0.3)).toBe(20);
    expect(percentile([40, 15, 50, 20, 35], 0.5)).toBe(35);
    expect(percentile([40, 15, 50, 20, 35], 1)).toBe(50);
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('bootstrap', () => {
  it('has an interval that holds the value and narrows with more items', () => {
    const half = (n: number) => Array.from({ length: n }, (_, index) => index % 2);
    const small = bootstrap(half(20), mean);
    const large = bootstrap(half(2000), mean);
    expect(small).toMatchObject({ value: 0.5, n: 20 });
    expect(small.low).toBeLessThan(0.5);
    expect(small.high).toBeGreaterThan(0.5);
    expect(large.high - large.low).toBeLessThan((small.high - small.low) / 5);
  });

  it('comes near the normal interval of a share', () => {
    const items = Array.from({ length: 400 }, (_, index) => (index < 320 ? 1 : 0));
    const { low, high } = bootstrap(items, mean, { samples: 4000 });
    const half = 1.96 * Math.sqrt((0.8 * 0.2) / 400);
    expect(low).toBeCloseTo(0.8 - half, 2);
    expect(high).toBeCloseTo(0.8 + half, 2);
  });

  it('says nothing about no items', () => {
    expect(bootstrap([], mean)).toMatchObject({ n: 0, value: Number.NaN, low: Number.NaN });
  });
});

describe('pairedDifference', () => {
  it('finds a small gain that every question shares', () => {
    const pairs = Array.from({ length: 50 }, (_, index) => [index / 50, index / 50 + 0.02] as const);
    const difference = pairedDifference(pairs);
    expect(difference.value).toBeCloseTo(0.02);
    expect(difference).toMatchObject({ isReal: true, n: 50 });
  });

  it('does not call a swap of as many gains as losses real', () => {
    const pairs = Array.from({ length: 50 }, (_, index) =>
      index % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const),
    );
    expect(pairedDifference(pairs)).toMatchObject({ value: 0, isReal: false });
  });

  it('has no real difference where nothing is shared', () => {
    expect(pairedDifference([])).toMatchObject({ n: 0, isReal: false });
  });
});

describe('auroc', () => {
  const scored = (positives: number[], negatives: number[]) => [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ];

  it('counts the pairs in the right order, ties half', () => {
    // pairs: (.9,.8) (.9,.5) (.5,.8) (.5,.5): right, right, wrong, tied → 2.5 / 4
    expect(auroc(scored([0.9, 0.5], [0.8, 0.5]))).toBe(0.625);
  });

  it('is 1 for a clean split, 0 for its reverse, undefined for one class', () => {
    expect(auroc(scored([3, 4], [1, 2]))).toBe(1);
    expect(auroc(scored([1, 2], [3, 4]))).toBe(0);
    expect(auroc(scored([1, 2], []))).toBeNaN();
  });

  it('equals the brute count of pairs', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const wins = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        expect(auroc(scored(positives, negatives))).toBeCloseTo(mean(wins), 10);
      }),
    );
  });
});

describe('riskCoverage', () => {
  it('answers the most certain first', () => {
    const points = riskCoverage([
      { score: 0.2, isWrong: true },
      { score: 0.9, isWrong: false },
      { score: 0.5, isWrong: true },
      { score: 0.7, isWrong: false },
    ]);
    expect(points).toEqual([
      { coverage: 0.25, risk: 0, threshold: 0.9 },
      { coverage: 0.5, risk: 0, threshold: 0.7 },
      { coverage: 0.75, risk: 1 / 3, threshold: 0.5 },
      { coverage: 1, risk: 0.5, threshold: 0.2 },
    ]);
    expect(areaUnderRisk(points)).toBeCloseTo((0 + 0 + 1 / 3 + 0.5) / 4);
  });

  it('never parts equal scores', () => {
    const points = riskCoverage([
      { score: 0.5, isWrong: false },
      { score: 0.5, isWrong: true },
    ]);
    expect(points).toEqual([{ coverage: 1, risk: 0.5, threshold: 0.5 }]);
    expect(areaUnderRisk(points)).toBe(0.5);
  });

  it('has no area without questions', () => {
    expect(areaUnderRisk(riskCoverage([]))).toBeNaN();
  });
});
