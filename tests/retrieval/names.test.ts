import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingNames, nameLikeWords } from '../../server/src/retrieval/names.ts';

const PLAIN = new Set('how do i use with in the frames join pivot data what is a why'.split(' '));
const names = (question: string) => nameLikeWords(question, (word) => PLAIN.has(word));

describe('the names in a question', () => {
  test('are code-like, capitalised inside a sentence, or not plain English', () => {
    expect(names('How do I use np.where with Polars frames in kubectl?')).toEqual([
      'np.where',
      'Polars',
      'kubectl',
    ]);
    expect(names('What is @task? Pivot data with C++ and __slots__ v2')).toEqual([
      '@task',
      'C++',
      'and',
      '__slots__',
      'v2',
    ]);
  });

  test('are not the first word of a sentence, "I", or a number', () => {
    expect(names('How do I join 3 frames? Pivot 2.5 frames.\nJoin')).toEqual([]);
  });

  test('stand in the question as they are given', () => {
    fc.assert(
      fc.property(fc.string(), (question) => names(question).every((name) => question.includes(name))),
    );
  });
});

test('a name is missing where no form of it stands in the text', () => {
  const text = 'a decorator wraps np.where; libraries help';
  expect(missingNames(['Decorators', 'np.where', '@wraps', 'library', 'Polars'], text)).toEqual(['Polars']);
  expect(missingNames([], text)).toEqual([]);
});
