import { describe, expect, it } from 'vitest';
import { mean, seededRandom } from './statistics.ts';
import { perturbText, perturbVectors, vocabularyOf } from './synthetic.ts';

describe('perturbVectors', () => {
  const real = [0, 1].map((axis) =>
    Float32Array.from({ length: 384 }, (_, index) => (index === axis ? 1 : 0)),
  );
  const rows = perturbVectors(real, 200, seededRandom(1));
  const row = (ordinal: number) => rows.subarray(ordinal * 384, (ordinal + 1) * 384);
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

  it('begins with the real vectors', () => {
    expect([...row(1)]).toEqual([...real[1]!]);
  });

  it('makes unit vectors between the real ones and apart from each other', () => {
    const made = Array.from({ length: 198 }, (_, index) => index + 2);
    for (const ordinal of made) expect(dot(row(ordinal), row(ordinal))).toBeCloseTo(1, 5);
    const share = (ordinal: number) => Math.hypot(dot(row(ordinal), real[0]!), dot(row(ordinal), real[1]!));
    expect(mean(made.map(share))).toBeCloseTo(1 / Math.hypot(1, 0.3), 1);
    expect(dot(row(2), row(4))).toBeLessThan(0.97);
  });
});

describe('perturbText', () => {
  it('replaces about the share of words that is asked for, and keeps the rest and the marks', () => {
    const text = '`word` is '.repeat(500);
    const changed = perturbText(text, ['other'], { random: seededRandom(2), share: 0.4 });
    const others = changed.match(/other/gu)?.length ?? 0;
    expect(others / 500).toBeCloseTo(0.4, 1);
    expect(changed.replaceAll('other', 'word')).toBe(text);
  });
});

describe('vocabularyOf', () => {
  it('lists each longer word once', () => {
    expect(vocabularyOf(['some words and', 'more words'])).toEqual(['some', 'words', 'more']);
  });
});
