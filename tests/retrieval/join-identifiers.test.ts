import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedIdentifiers } from '../../server/src/retrieval/join-identifiers.ts';

const words = new Map([
  ['deepcopy', 2],
  ['get_dummies', 1],
  ['np.where', 1],
  ['groupby', 3],
  ['database', 4],
]);
const english = new Set(['database', 'deep', 'copy', 'group', 'data', 'base', 'where']);
const vocabulary = {
  words,
  isKnown: (word: string) => words.has(word),
  isPlainEnglish: (word: string) => english.has(word),
};

describe('names written apart or together', () => {
  test.each([
    ['how does a deep copy work', [['deep copy', 'deepcopy']]],
    ['group-by on two keys', [['group-by', 'groupby']]],
    ['what does getdummies do', [['getdummies', 'get_dummies']]],
    ['npwhere with three arguments', [['npwhere', 'np.where']]],
  ])('finds the corpus name in "%s"', (question, expected) => {
    expect(joinedIdentifiers(question, vocabulary)).toEqual(expected);
  });

  test.each([
    'a data base of users',
    'deep learning, copy of a list',
    'deep. Copy the list',
    'np.where and deepcopy',
  ])('leaves "%s" alone', (question) => {
    expect(joinedIdentifiers(question, vocabulary)).toEqual([]);
  });

  test('only ever names words of the corpus, for parts of the question', () => {
    fc.assert(
      fc.property(fc.string(), (question) => {
        for (const [typed, name] of joinedIdentifiers(question, vocabulary)) {
          expect(question).toContain(typed);
          expect(words.has(name)).toBe(true);
        }
      }),
    );
  });
});
