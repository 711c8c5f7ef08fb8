import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../server/src/answer/attribute.ts';
import { isVerbatim } from '../../server/src/answer/verify-verbatim.ts';
import { verifyClaim } from '../../server/src/answer/verify.ts';

const verdict = (claim: string, evidence: string, similarity: number | null = 0.9) =>
  verifyClaim(claim, evidence, similarity);
const rules = (claim: string, evidence: string) => verdict(claim, evidence).reasons.map(({ rule }) => rule);

const LOOKUP = 'Looking up a key in a dictionary takes O(1) time, while searching a list takes O(n).';
const TUPLES = 'Tuples are immutable, so they can be used as dictionary keys.';

describe('verifyClaim', () => {
  test('supports what stands there word for word, whatever its marks and white space, without a reason', () => {
    expect(
      verdict('Tuples are **immutable**,\nso they can be used as `dictionary` keys', TUPLES),
    ).toMatchObject({
      verdict: 'supported',
      reasons: [],
    });
  });

  test('does not take a part of a sentence for the sentence', () => {
    const evidence = 'It is not true that lists are immutable.';
    expect(verdict('Lists are immutable.', evidence).verdict).not.toBe('supported');
  });

  test.each([
    ['complexity', 'Looking up a key in a dictionary takes O(log n) time.', LOOKUP],
    ['opposite', 'Tuples are mutable, so they can be used as dictionary keys.', TUPLES],
    ['negation', 'Tuples are immutable, so they cannot be used as dictionary keys.', TUPLES],
    ['number', 'The cache holds 200 entries.', 'The cache holds 100 entries.'],
    ['unit', 'The cache holds entries for 30 minutes.', 'The cache holds entries for 30 seconds.'],
    ['substitution', 'Workers are separate threads.', 'Workers are separate processes.'],
    ['order', 'A closure is faster than a decorator.', 'A decorator is faster than a closure.'],
    [
      'quantifier',
      'Transfer learning always works on similar tasks.',
      'Transfer learning usually works on similar tasks.',
    ],
  ])('names the rule “%s” and does not support the claim', (rule, claim, evidence) => {
    expect(rules(claim, evidence)).toContain(rule);
    expect(verdict(claim, evidence).verdict).not.toBe('supported');
  });

  test.each([
    ['a synonym', 'Tuples are immutable, so they can serve as dict keys.', TUPLES],
    ['a growth class in words', 'Finding a key in a dict takes constant time.', LOOKUP],
    ['a unit in another size', 'Replicas lag by up to 0.2 seconds.', 'Replicas lag by up to 200 ms.'],
    [
      'a comparison turned round',
      'A closure is slower than a decorator.',
      'A decorator is faster than a closure.',
    ],
    ['an opposite that is denied', 'Tuples are not mutable.', 'Tuples are immutable.'],
    ['a number in words', 'The pool holds twelve connections.', 'The pool holds 12 connections.'],
    [
      'a bound in other words',
      'The pool never holds more than 20 connections.',
      'The pool holds at most 20 connections.',
    ],
  ])('does not reject %s', (_, claim, evidence) => {
    expect(verdict(claim, evidence, 0.75).verdict).not.toBe('unsupported');
  });

  test.each([
    [
      'behind a reason',
      'It incorporates an aggregation function (like `mean`) to combine duplicates.',
      '`pivot_table()` is superior because it incorporates an aggregation function (like `mean`) to combine duplicates.',
    ],
    [
      'without its subject',
      'Creates a new object, but it inserts references to the child objects.',
      'A shallow copy creates a new object, but it inserts references to the child objects. A deep copy does not.',
    ],
  ])('supports a clause that stands there word for word, %s', (_, claim, evidence) => {
    expect(verdict(claim, evidence)).toMatchObject({ verdict: 'supported', reasons: [] });
  });

  test.each([
    ['denied', 'It is not true that, in general, lists are immutable and hashable.'],
    ['only said by somebody', 'Some people claim, as ever, lists are immutable and hashable.'],
    ['about another thing', 'The keys of lists are immutable and hashable.'],
    ['restricted', 'Where you freeze them, lists are immutable and hashable.'],
    ['under a condition', 'Lists are immutable and hashable, if you freeze them.'],
  ])('does not take a clause for a statement that is %s', (_, evidence) => {
    expect(isVerbatim('Lists are immutable and hashable.', evidence)).toBe(false);
  });

  test.each([
    [
      'who speaks',
      'If you sum a `float32` array, you lose precision unless you pass a `dtype`.',
      "If I sum a `float32` array, I lose precision unless I'm passing a `dtype`.",
    ],
    [
      'how a sentence opens',
      'In short, the right test is `np.isnan(a)`.',
      'The right test is `np.isnan(a)`.',
    ],
    [
      'a set phrase',
      'The `with` block makes sure that the lock is released.',
      'The `with` block ensures the lock is released.',
    ],
    [
      'words for size and speed',
      'Switch to Dask for huge data sets: it loads them immediately.',
      'Switch to Dask for massive data sets: it loads them instantly.',
    ],
  ])('supports what differs only in %s', (_, claim, evidence) => {
    expect(verdict(claim, evidence, 0.95)).toMatchObject({ verdict: 'supported' });
  });

  test('rejects what is about something else', () => {
    expect(verdict('Beans grow best in warm soil.', TUPLES, 0.05).verdict).toBe('unsupported');
    expect(verdict('Beans grow best in warm soil.', TUPLES, null).verdict).toBe('unsupported');
  });

  test('lets a claim name what the question asks about, where the source has a pronoun', () => {
    const evidence = 'It runs whether or not an exception occurred.';
    const claim = 'The finally block runs whether or not an exception occurred.';
    expect(verifyClaim(claim, evidence, 0.8, 'What does a finally block do?').coverage).toBeGreaterThan(
      verifyClaim(claim, evidence, 0.8).coverage,
    );
  });

  test('doubts the one thing that the question names where the source has the other', () => {
    const question = 'How do fork and spawn differ?';
    expect(
      verifyClaim('Windows knows only fork.', 'Windows knows only spawn.', 0.9, question).verdict,
    ).not.toBe('supported');
  });

  test('says every reason in a sentence', () => {
    for (const { text } of verdict('Tuples are mutable.', TUPLES).reasons)
      expect(text).toMatch(/^[“\p{L}\d].*\.$/u);
  });

  test('takes any text, and always supports a text by itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.string({ maxLength: 120 }),
        (claim, evidence) => {
          expect(['supported', 'partial', 'unsupported']).toContain(
            verifyClaim(claim, evidence, null).verdict,
          );
          if (/[\p{L}\p{N}]/u.test(claim)) expect(verifyClaim(claim, claim, null).verdict).toBe('supported');
        },
      ),
    );
  });

  test('never supports a plain sentence by its negation', () => {
    const noun = fc.constantFrom('cache', 'list', 'thread', 'model', 'index', 'decorator');
    const verb = fc.constantFrom('store', 'copy', 'update', 'share', 'return', 'remove');
    const thing = fc.constantFrom('values', 'gradients', 'rows', 'references', 'weights');
    fc.assert(
      fc.property(noun, verb, thing, (subject, does, object) => {
        const states = `The ${subject} ${does}s ${object} after each request.`;
        const denies = `The ${subject} does not ${does} ${object} after each request.`;
        expect(verdict(denies, states).verdict).not.toBe('supported');
        expect(verdict(states, denies).verdict).not.toBe('supported');
        expect(verdict(denies, denies).verdict).toBe('supported');
      }),
    );
  });
});

describe('attribute', () => {
  const sentences = [
    'A decorator wraps a function.',
    'It returns a new function.',
    'Lists are mutable.',
    'Tuples are immutable.',
  ];
  const similarities = [0.3, 0.3, 0.3, 0.3];

  test('finds the sentence that supports the claim', () => {
    expect(attribute('Tuples are immutable', sentences, { similarities })).toMatchObject({
      first: 3,
      end: 4,
      verdict: 'supported',
    });
  });

  test('takes a neighbour where only both support it', () => {
    expect(
      attribute('A decorator wraps a function and returns a new function', sentences, {
        similarities: [0.8, 0.6, 0.1, 0.1],
      }),
    ).toMatchObject({ first: 0, end: 2 });
  });

  test('is null for a passage without sentences', () => {
    expect(attribute('Tuples are immutable', [], { similarities: [] })).toBeNull();
  });
});
