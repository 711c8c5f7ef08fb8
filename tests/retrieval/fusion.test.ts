import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseScore, fusedScore, lexicalScore } from '../../server/src/retrieval/fusion.ts';

const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const bm25 = fc.double({ min: 0, max: 80, noNaN: true });

describe('the fused score', () => {
  test('is half dense, half lexical; dense is seven tenths the passage, three tenths its best sentence', () => {
    expect(denseScore(0.5, 0.9)).toBeCloseTo(0.7 * 0.5 + 0.3 * 0.9);
    expect(lexicalScore(6, 24)).toBe(0.25);
    expect(fusedScore(0.62, 0.25)).toBeCloseTo(0.435);
  });

  test('counts nothing for opposite meanings, and nothing for words where the question has none', () => {
    expect(denseScore(-0.4, -0.2)).toBe(0);
    expect(lexicalScore(0, 0)).toBe(0);
  });

  test('lies in 0..1, and rises with each of its parts', () => {
    fc.assert(
      fc.property(
        cosine,
        cosine,
        bm25,
        bm25,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, sentence, raw, bound, more) => {
          const score = (a: number, b: number, c: number) =>
            fusedScore(denseScore(a, b), lexicalScore(c, bound));
          const base = score(whole, sentence, raw);
          expect(base).toBeGreaterThanOrEqual(0);
          expect(base).toBeLessThanOrEqual(1);
          expect(score(Math.min(1, whole + more), sentence, raw)).toBeGreaterThanOrEqual(base);
          expect(score(whole, Math.min(1, sentence + more), raw)).toBeGreaterThanOrEqual(base);
          expect(score(whole, sentence, raw + more)).toBeGreaterThanOrEqual(base);
        },
      ),
    );
  });
});
