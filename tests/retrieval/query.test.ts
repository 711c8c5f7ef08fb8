import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LexicalIndex } from '../../server/src/index/types.ts';
import { mixQuery, mixVectors } from '../../server/src/retrieval/query.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

let lexical: LexicalIndex;
beforeAll(async () => {
  ({ lexical } = await unrankedSnapshot({
    'a.md': '## 1. What is a decorator?\nA decorator wraps a function.',
  }));
});

const vector = (...values: number[]) => Float32Array.from(values);

describe('a query', () => {
  test('without a conversation is the question alone', () => {
    const query = mixQuery({ text: 'decorators', vector: vector(1, 0), weight: 1 }, [], lexical);
    expect(query.vector).toBe(query.ownVector);
    expect(query.terms).toBe(query.ownTerms);
    expect([...query.terms]).toEqual([['decor', 1]]);
  });

  test('adds what was said before by its weight, and keeps the own words apart', () => {
    const query = mixQuery(
      { text: 'pass arguments', vector: vector(1, 0), weight: 1 },
      [
        { text: 'How do decorators pass state?', vector: vector(0, 1), weight: 0.3 },
        { text: 'Decorators wrap; decorators wrap.', vector: vector(0, 1), weight: 0.2 },
      ],
      lexical,
    );
    expect([...query.ownTerms]).toEqual([['pass', 1], ['argument', 1]]); // prettier-ignore
    expect(query.terms.get('pass')).toBeCloseTo(1.3);
    expect(query.terms.get('decor')).toBeCloseTo(0.5); // once per text, however often it stands there
    expect(query.terms.get('argument')).toBe(1);
    const length = Math.hypot(1, 0.5);
    expect(query.vector[0]).toBeCloseTo(1 / length);
    expect(query.vector[1]).toBeCloseTo(0.5 / length);
    expect([...query.ownVector]).toEqual([1, 0]);
  });
});

describe('mixed vectors', () => {
  const unit = fc
    .double({ min: 0, max: 6.28, noNaN: true })
    .map((angle) => vector(Math.cos(angle), Math.sin(angle)));

  test('have unit length, whatever is mixed', () => {
    fc.assert(
      fc.property(
        unit,
        fc.array(fc.record({ vector: unit, weight: fc.constantFrom(0.2, 0.3) }), { maxLength: 2 }),
        (own, history) => {
          expect(Math.hypot(...mixVectors([{ vector: own, weight: 1 }, ...history]))).toBeCloseTo(1, 5);
        },
      ),
    );
  });

  test('that cancel out are zero, not NaN', () => {
    expect([
      ...mixVectors([
        { vector: vector(1, 0), weight: 1 },
        { vector: vector(-1, 0), weight: 1 },
      ]),
    ]).toEqual([0, 0]);
    expect(mixVectors([])).toHaveLength(0);
  });
});
