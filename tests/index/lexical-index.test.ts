import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPostings, lexicalIndex } from '../../server/src/index/lexical-index.ts';

const index = (...texts: string[]) => lexicalIndex(buildPostings(texts));
const query = (terms: string[]) => new Map(terms.map((term) => [term, 1]));

describe('lexicalIndex', () => {
  it('scores by the formula of BM25 with Lucene’s idf', () => {
    const lexical = index('pandas merge merge', 'pandas', 'numpy array');
    const idf = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
    const norm = 1.2 * (1 - 0.75 + (0.75 * 3) / 2);
    const [best] = lexical.search(query(lexical.analyze('merge')), 5);
    expect(best?.ordinal).toBe(0);
    expect(best?.score).toBeCloseTo((idf * 2 * 2.2) / (2 + norm), 5);
  });

  it('ranks as a reader would', () => {
    const lexical = index(
      'What is a decorator? A decorator wraps a function.', // both words, one of them twice
      'How do you wrap text? Use textwrap.', // one word
      'What is a decorator factory? It is a function that returns a decorator, and it takes arguments of all kinds.',
      'What is a list? A mutable sequence.', // none
    );
    const found = lexical.search(query(lexical.analyze('wrap a function with a decorator')), 10);
    expect(found.map(({ ordinal }) => ordinal)).toEqual([0, 2, 1]);
  });

  it('finds a code token by its parts and ranks its exact form first', () => {
    const lexical = index('Use the loc accessor of a frame.', 'Use df.loc to select.', 'Select with iloc.');
    const find = (text: string) =>
      lexical.search(query(lexical.analyze(text)), 5).map(({ ordinal }) => ordinal);
    expect(find('df.loc')[0]).toBe(1);
    expect(find('loc').sort()).toEqual([0, 1]);
  });

  it('finds keywords that are stop words, which yet cannot fill the scale', () => {
    const lexical = index('The with statement closes files.', 'Lists are mutable.');
    const terms = query(lexical.analyze('with'));
    const [best] = lexical.search(terms, 5);
    expect(best?.ordinal).toBe(0);
    expect((best?.score ?? 1) / lexical.upperBound(terms)).toBeLessThan(0.5);
  });

  it('keeps words that every object has apart from its terms', () => {
    const lexical = index('set __proto__ here', 'the constructor');
    expect(lexical.search(query(lexical.analyze('__proto__')), 5).map(({ ordinal }) => ordinal)).toEqual([0]);
    expect(lexical.documentFrequency('toString')).toBe(0);
    expect(lexical.documentFrequency('constructor')).toBe(1);
  });

  it('counts in how many texts each word stands, as it is written', () => {
    const lexical = index('Decorators wrap. Decorators!', 'decorators of np.where');
    expect(lexical.words.get('decorators')).toBe(2);
    expect(lexical.words.get('np.where')).toBe(1);
    expect(lexical.words.get('where')).toBe(1);
  });

  it('honours weights and k', () => {
    const lexical = index('alpha', 'beta', 'alpha beta');
    const weighted = lexical.search(
      new Map([
        ['alpha', 0.1],
        ['beta', 1],
      ]),
      3,
    );
    expect(weighted.map(({ ordinal }) => ordinal)).toEqual([1, 2, 0]);
    expect(lexical.search(query(['alpha']), 1)).toHaveLength(1);
    expect(lexical.search(query(['alpha']), 0)).toEqual([]);
  });

  it('answers an empty corpus and an unknown term with nothing', () => {
    expect(index().search(query(['x']), 3)).toEqual([]);
    expect(index('a text').search(query(['absent']), 3)).toEqual([]);
    expect(index('a text').score(query(['absent']), 0)).toBe(0);
  });

  it('scores one chunk as the search does, and never above the upper bound', () => {
    const word = fc.constantFrom('merge', 'join', 'np.where', 'list', 'dict', 'set', '__slots__', 'zip');
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), text, (texts, question) => {
        const lexical = index(...texts);
        const terms = query(lexical.analyze(question));
        for (const found of lexical.search(terms, 20)) {
          expect(lexical.score(terms, found.ordinal)).toBe(found.score);
          expect(found.score).toBeLessThanOrEqual(lexical.upperBound(terms) + 1e-6);
        }
      }),
    );
  });
});
