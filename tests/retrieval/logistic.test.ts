import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probability } from '../../server/src/retrieval/gate.ts';
import { areaUnderRoc, fitLogistic } from '../../server/src/retrieval/logistic.ts';

const scored = (positives: readonly number[], negatives: readonly number[]) => [
  ...positives.map((score) => ({ score, isPositive: true })),
  ...negatives.map((score) => ({ score, isPositive: false })),
];

/** Uniform numbers in 0..1 that are the same on every run. */
function* uniform(): Generator<number> {
  for (let state = 1; ;) yield (state = (state * 48271) % 2147483647) / 2147483647;
}

describe('logistic regression', () => {
  test('recovers the weights that made the samples', () => {
    const numbers = uniform();
    const truth = { bias: -1, weights: { a: 3, b: -2 } };
    const samples = Array.from({ length: 8000 }, () => {
      const features = { a: 2 * numbers.next().value!, b: 2 * numbers.next().value! };
      return { features, isPositive: numbers.next().value! < probability(truth, features) };
    });
    const { bias, weights } = fitLogistic(samples, ['a', 'b']);
    expect(weights.a).toBeCloseTo(3, 0);
    expect(weights.b).toBeCloseTo(-2, 0);
    // Both classes weigh the same, so that the bias stands for even odds.
    const positives = samples.filter(({ isPositive }) => isPositive).length;
    expect(bias).toBeCloseTo(-1 - Math.log(positives / (samples.length - positives)), 0);
  });

  test('splits a clean separation in the middle, with finite weights', () => {
    const samples = [0, 1, 2, 3].map((value) => ({ features: { x: value }, isPositive: value > 1 }));
    const model = fitLogistic(samples, ['x']);
    expect(probability(model, { x: 1.5 })).toBeCloseTo(0.5);
    expect(probability(model, { x: 3 })).toBeGreaterThan(0.6);
    expect(Number.isFinite(model.weights.x)).toBe(true);
  });

  test('gives no weight to a feature that never changes, nor to one that is absent', () => {
    const samples = [0, 1, 2, 3].map((value) => ({ features: { x: value, same: 7 }, isPositive: value > 1 }));
    const { weights } = fitLogistic(samples, ['x', 'same', 'absent']);
    expect(weights.same).toBeCloseTo(0);
    expect(weights.absent).toBeCloseTo(0);
  });

  test('stays finite where all samples are of one kind, and where there are none', () => {
    const one = fitLogistic(
      [
        { features: { x: 1 }, isPositive: true },
        { features: { x: 2 }, isPositive: true },
      ],
      ['x'],
    );
    for (const model of [one, fitLogistic([], ['x'])]) {
      expect(probability(model, { x: 1 })).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(model.weights.x)).toBe(true);
    }
  });

  test('does not depend on the unit of a feature', () => {
    const sample = fc.record({ x: fc.integer({ min: -9, max: 9 }), isPositive: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 6, maxLength: 20 }),
        fc.constantFrom(0.01, 100),
        (drawn, unit) => {
          const fit = (scale: number) =>
            fitLogistic(
              drawn.map(({ x, isPositive }) => ({ features: { x: scale * x }, isPositive })),
              ['x'],
            );
          expect(probability(fit(unit), { x: unit * 3 })).toBeCloseTo(probability(fit(1), { x: 3 }), 4);
        },
      ),
    );
  });
});

describe('the area under the ROC curve', () => {
  test('is the share of pairs in the right order, ties counted half', () => {
    // 3 × 2 pairs: .9 and .6 beat both; .4 ties with .4 and beats .1
    expect(areaUnderRoc(scored([0.9, 0.6, 0.4], [0.4, 0.1]))).toBeCloseTo(5.5 / 6);
    expect(areaUnderRoc(scored([2, 3], [0, 1]))).toBe(1);
    expect(areaUnderRoc(scored([0, 1], [2, 3]))).toBe(0);
    expect(areaUnderRoc(scored([1, 1], [1]))).toBe(0.5);
  });

  test('is null where one kind is missing', () => {
    expect(areaUnderRoc(scored([1], []))).toBeNull();
    expect(areaUnderRoc(scored([], [1]))).toBeNull();
    expect(areaUnderRoc([])).toBeNull();
  });

  test('is what comparing every pair gives', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const wins = positives.flatMap((a) => negatives.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const mean = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
        expect(areaUnderRoc(scored(positives, negatives))).toBeCloseTo(mean);
      }),
    );
  });
});
