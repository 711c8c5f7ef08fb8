import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATE_PRIOR, gateModelOf } from '../../server/src/retrieval/gate-prior.ts';
import { decide, decisionFor, probability, readWhileUndecided } from '../../server/src/retrieval/gate.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const logit = fc.double({ min: -6, max: 6, noNaN: true });
const retrieved = fc.record({ fused: share, sentence: share, cosine: share, unknown: share, trust: share });
const ORDER = ['refuse', 'closest', 'answer'];

const CLOSE = { fused: 0.62, sentence: 0.8, cosine: 0.75, unknown: 0, trust: 1 };
const NEAR = { fused: 0.3, sentence: 0.45, cosine: 0.4, unknown: 0.4, trust: 1 };
const FAR = { fused: 0.05, sentence: 0.08, cosine: 0.02, unknown: 0.9, trust: 1 };

describe('the gate', () => {
  test('answers what is close, holds back what the reader finds no answer in, refuses what is far', () => {
    expect(decide(GATE_PRIOR, { ...CLOSE, read: 4 }).decision).toBe('answer');
    expect(decide(GATE_PRIOR, { ...NEAR, read: -5 }).decision).toBe('closest');
    expect(decide(GATE_PRIOR, { ...FAR, read: 4 }).decision).toBe('refuse');
  });

  test('works without the reader, by other weights and thresholds', () => {
    const { decision, thresholds } = decide(GATE_PRIOR, CLOSE);
    expect(decision).toBe('answer');
    expect(thresholds).toBe(GATE_PRIOR.thresholdsWithoutReader);
    expect(decide(GATE_PRIOR, { ...CLOSE, read: 0 }).thresholds).toBe(GATE_PRIOR.thresholds);
    expect(decide(GATE_PRIOR, FAR).decision).toBe('refuse');
  });

  test('decides at the thresholds themselves in favour of the question', () => {
    const thresholds = { refuse: 0.2, answer: 0.5 };
    expect([0.5, 0.49, 0.2, 0.19].map((score) => decisionFor(score, thresholds))).toEqual([
      'answer',
      'closest',
      'closest',
      'refuse',
    ]);
  });

  test('never scores less for more evidence, nor more for more that is unknown', () => {
    const names = ['fused', 'sentence', 'cosine', 'trust', 'read'] as const;
    fc.assert(
      fc.property(
        retrieved,
        logit,
        fc.constantFrom(...names),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (features, read, name, more) => {
          const before = { ...features, read };
          const after = { ...before, [name]: before[name] + more };
          expect(decide(GATE_PRIOR, after).score).toBeGreaterThanOrEqual(decide(GATE_PRIOR, before).score);
          const stranger = { ...before, unknown: before.unknown + more };
          expect(decide(GATE_PRIOR, stranger).score).toBeLessThanOrEqual(decide(GATE_PRIOR, before).score);
        },
      ),
    );
  });

  test('gives a score in 0..1 whatever it is told', () => {
    fc.assert(
      fc.property(retrieved, fc.option(logit, { nil: undefined }), (features, read) => {
        const { score } = decide(GATE_PRIOR, read === undefined ? features : { ...features, read });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('uses what was fitted on the corpus, and the shipped numbers where nothing was', () => {
    const fitted = { ...GATE_PRIOR, thresholds: { refuse: 0.1, answer: 0.9 } };
    const calibration = {
      source: 'corpus',
      thresholds: fitted.thresholds,
      auroc: 0.9,
      samples: { answerable: 60, nearMiss: 60 },
      note: '',
    } as const;
    expect(gateModelOf({ ...calibration, model: fitted })).toBe(fitted);
    expect(gateModelOf(calibration)).toBe(GATE_PRIOR);
    expect(gateModelOf(null)).toBe(GATE_PRIOR);
  });
});

describe('a probability', () => {
  test('is the logistic of the weighted sum, a feature that is absent counting nothing', () => {
    const model = { bias: -1, weights: { a: 2, b: 10 } };
    expect(probability(model, { a: 0.5 })).toBe(0.5);
    expect(probability(model, { a: 1 })).toBeCloseTo(1 / (1 + Math.exp(-1)));
  });
});

describe('reading while undecided', () => {
  const counted = (logits: readonly number[]) => {
    const read: number[] = [];
    const readAt = (index: number) => {
      read.push(index);
      return Promise.resolve(logits[index] ?? NaN);
    };
    return { read, readAt };
  };

  test('asks the reader nothing where nothing it says can matter', async () => {
    const { read, readAt } = counted([6, 6, 6]);
    await readWhileUndecided(GATE_PRIOR, FAR, readAt, 3);
    expect(read).toEqual([]);
  });

  test('stops at the first passage that answers', async () => {
    const { read, readAt } = counted([5, 5, 5]);
    const { read: best } = await readWhileUndecided(GATE_PRIOR, NEAR, readAt, 3);
    expect([read, best]).toEqual([[0], 5]);
  });

  test('decides as reading everything would', async () => {
    await fc.assert(
      fc.asyncProperty(retrieved, fc.array(logit, { maxLength: 3 }), async (features, logits) => {
        const { read, readAt } = counted(logits);
        const found = await readWhileUndecided(GATE_PRIOR, features, readAt, logits.length);
        const all = decide(GATE_PRIOR, { ...features, read: Math.max(-6, ...logits) });
        expect(decide(GATE_PRIOR, found).decision).toBe(all.decision);
        expect(ORDER).toContain(all.decision);
        expect(read).toEqual([...read.keys()]);
      }),
      { numRuns: 300 },
    );
  });

  test('decides the same for logits beyond those seen in practice', async () => {
    await fc.assert(
      fc.asyncProperty(
        retrieved,
        fc.array(fc.constantFrom(-12, -6, 6), { minLength: 1, maxLength: 3 }),
        async (features, logits) => {
          const found = await readWhileUndecided(GATE_PRIOR, features, counted(logits).readAt, logits.length);
          const all = decide(GATE_PRIOR, { ...features, read: Math.max(-6, ...logits) });
          expect(decide(GATE_PRIOR, found).decision).toBe(all.decision);
        },
      ),
    );
  });
});
