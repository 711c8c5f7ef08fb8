import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import { repairSpelling, type Vocabulary } from '../../server/src/retrieval/repair-spelling.ts';
import { vocabularyOf } from '../../server/src/retrieval/understand.ts';
import { resolve } from 'node:path';
import { ROOT } from '../material.ts';
import { SAMPLE_PATH, SAMPLE_TEXT, unrankedSnapshot } from '../sample-snapshot.ts';

let vocabulary: Vocabulary;
beforeAll(async () => {
  const { lexical } = await unrankedSnapshot({ [SAMPLE_PATH]: SAMPLE_TEXT });
  const embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'));
  vocabulary = vocabularyOf(lexical, (word) => embedder.isPlainEnglish(word));
  return () => embedder.close();
}, 60_000);

describe('a misspelt word', () => {
  test.each([
    ['what is a decoratr', 'decoratr', 'decorator'],
    ['Multiprocesing or threads?', 'Multiprocesing', 'multiprocessing'],
    ['pandas datafrme pivot', 'datafrme', 'dataframe'],
    ['how to deepcoppy a dict', 'deepcoppy', 'deepcopy'],
    ['a pandas DataFrme', 'DataFrme', 'dataframe'],
    ['custom excpetion classes', 'excpetion', 'exception'],
  ])('is repaired in "%s"', (question, typed, repaired) => {
    expect(repairSpelling(question, vocabulary)).toEqual({
      text: question.replace(typed, repaired),
      repairs: [[typed, repaired]],
    });
  });

  test.each([
    ['words of the corpus, in any inflection', 'decorating pipelines, pivoted DataFrames and memmaps'],
    ['plain English that the corpus does not use', 'my kettle gets noisy when brewing tea'],
    ['short words', 'wht iz a gil'],
    ['names too far from any word', 'kubernetes terraform zxcvbnm'],
    ['code', 'np.wher(x) self.decoratr foo_decoratr @decoratr decoratr(x) C:\\datafrme/decoratr'],
    ['a pasted program', '```\ndatafrme = read(totl)\n```'],
    ['names written with humps, unless one letter is wrong', 'pivot data in DuckDB'],
    ['the first letter, which people get right', 'gecorator'],
  ])('is not seen in %s', (_, question) => {
    expect(repairSpelling(question, vocabulary)).toEqual({ text: question, repairs: [] });
  });

  test.each([
    ['identifiers written apart', 'deep copy or group by, mem map and multi index, type hints'],
    ['identifiers written together', 'deepcopy, groupby, memmap, multiindex, DataFrame, GridSearchCV'],
  ])('is not seen in %s', (_, question) => {
    expect(repairSpelling(question, vocabulary).repairs).toEqual([]);
  });

  test('takes the closest word, the more frequent of two as close', () => {
    const words = new Map([['trend', 2], ['treat', 9], ['tree', 5]]); // prettier-ignore
    const small: Vocabulary = { words, isKnown: (word) => words.has(word), isPlainEnglish: () => false };
    expect(repairSpelling('treet', small).text).toBe('treat');
    expect(repairSpelling('trees', small).text).toBe('tree');
    expect(repairSpelling('tlees', small).text).toBe('tlees'); // five letters: one edit at most
  });

  test('is only ever replaced by a word of the corpus, and repairing twice changes nothing more', () => {
    const word = fc.oneof(
      fc.constantFrom('decorator', 'pandas', 'resample', 'memory', 'what', 'is'),
      fc.string({ unit: fc.constantFrom('a', 'd', 'e', 'o', 'r', 's', 't'), minLength: 1, maxLength: 10 }),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }).map((all) => all.join(' ')),
        (question) => {
          const { text, repairs } = repairSpelling(question, vocabulary);
          for (const [typed, repaired] of repairs) {
            expect(question).toContain(typed);
            expect(vocabulary.words.has(repaired)).toBe(true);
            expect(
              vocabulary.isKnown(typed.toLowerCase()) || vocabulary.isPlainEnglish(typed.toLowerCase()),
            ).toBe(false);
          }
          expect(repairSpelling(text, vocabulary)).toEqual({ text, repairs: [] });
        },
      ),
    );
  });
});
