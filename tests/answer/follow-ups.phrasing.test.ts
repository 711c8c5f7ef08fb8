import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usageIn } from '../../server/src/answer/document-usage.ts';
import { questionsFromClauses } from '../../server/src/answer/question-from-clause.ts';
import { questionFromHeading, subjectOf } from '../../server/src/answer/question-from-heading.ts';
import { termQuestions } from '../../server/src/answer/term-questions.ts';
import type { Section } from '../../server/src/corpus/types.ts';

const ORDINARY = new Set(['pairwise', 'growth', 'tuned', 'forward', 'random', 'rows']);
const isOrdinary = (word: string) => ORDINARY.has(word);
const isCounted = (name: string) => name === 'semi join';
const ofClauses = (sentence: string) => questionsFromClauses(sentence, isOrdinary);
const ofTerms = (markdown: string, parameters: readonly string[] = []) =>
  termQuestions(markdown, { usage: { isOrdinary, isCounted }, parameters: new Set(parameters) }).map(
    ({ question }) => question,
  );

describe('a sentence asks', () => {
  test.each([
    [
      'Pairwise checks are not enough, since three columns can depend on each other.',
      'Why are pairwise checks not enough?',
    ],
    ['`pivot()` fails if an index repeats.', 'When does `pivot()` fail?'],
    ['Growth stops when nodes are pure.', 'When does growth stop?'],
    ['A lambda cannot be pickled, because it has no name.', 'Why can a lambda not be pickled?'],
    ['`basicConfig` does nothing if the root has handlers.', 'When does `basicConfig` do nothing?'],
    ['If the classes overlap, the border fills with noise.', 'What happens if the classes overlap?'],
    ['If my classes overlap, I clean the border.', 'What do you do if your classes overlap?'],
    ['To keep column names, implement `get_feature_names_out`.', 'How do you keep column names?'],
    ['Avoid `*args` in the constructor, since they have no names.', 'Why avoid `*args` in the constructor?'],
    ['I often prefer Polars when frames are wide.', 'When would you prefer Polars?'],
    ['Python copies the list because it grows and the old one is full.', 'Why does Python copy the list?'],
    ['The default is slow, and tuned thresholds are noisy if positives are few.', null],
  ])('%s', (sentence, question) => {
    expect(ofClauses(sentence)).toEqual(question === null ? [] : [question]);
  });

  test.each([
    ['what it leans on', 'It is slow because its lists are long.'],
    ['what stands in no sentence of its own', 'This fails if that is empty.'],
    ['what is an example', 'For example, a score is wrong because the clock is.'],
    ['what names an example', 'If Table A has 12 rows, the join fails.'],
    ['what is compared with something unsaid', 'Ridge is faster because it has a closed form.'],
    [
      'where a condition may belong to either half',
      'The lock is taken and the queue is read when a task ends.',
    ],
    ['since when something is so', 'The function exists, since version 1.11 of the library.'],
    [
      'what the verb may not be',
      'Bootstrap samples alone still give similar trees because one feature wins.',
    ],
    ['an example in code', "If a row has `user_id='AB123'`, the join is empty."],
    ['formulas', 'The variance is $\\sigma^2$ because the noise is.'],
    ['another language', 'Der Baum ist langsam, weil die Tiefe groß ist.'],
  ])('nothing about %s', (_, sentence) => {
    expect(ofClauses(sentence)).toEqual([]);
  });

  test('nothing that is long, unclear or unfinished, whatever it holds', () => {
    const word = fc.constantFrom(
      ...'The I `f()` it model is are fails copies because since if when , ; and not To If keep of $x$ ** rows'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        for (const question of ofClauses(`${words.join(' ')}.`)) {
          expect(question).toMatch(/^(?:Why|When|What|How) \S.*[^\s,.]\?$/);
          expect(question.split(/\s+/).length).toBeLessThanOrEqual(16);
          expect(question).not.toMatch(/\b(?:it|of|and|not) ?\?$|[$;,]|\*\*/);
        }
      }),
    );
  });
});

describe('a marked term is asked about', () => {
  test.each([
    ['It falls again: **double descent**.', ['What is double descent?']],
    ['EM finds a **local optimum** only.', ['What is a local optimum?']],
    ['A kernel gives **inner products** directly.', ['What are inner products?']],
    ['**Forward fill** copies the last value.', ['What is forward fill?']],
    ['in **semi join** plans', ['What is a semi join?']],
    ['the **Brier score** mixes both', ['What is the Brier score?']],
    ['It reduces **swamping** (normal rows flagged).', ['What is meant by swamping?']],
    ['Larger frames suit **Polars** better.', ['What is Polars used for?']],
    ['`--strict` makes it fail', ['What does the `--strict` option do?']],
    ['`@patch` replaces it', ['What does the `@patch` decorator do?']],
    ['it raises `NotFittedError` then', ['When is `NotFittedError` raised?']],
    ['the `alpha` parameter', ['What does the `alpha` parameter control?']],
    ['`MaxAbsScaler` keeps zeros', ['When would you use `MaxAbsScaler`?']],
    ['define `__post_init__` there', ['What is `__post_init__` for?']],
  ])('%s', (markdown, questions) => {
    expect(ofTerms(markdown)).toEqual(questions);
  });

  test('as a parameter where the source sets it', () => {
    expect(ofTerms('`max_bins` is 255')).not.toEqual(ofTerms('`max_bins` is 255', ['max_bins']));
    expect(ofTerms('`max_bins` is 255', ['max_bins'])).toEqual([
      'What does the `max_bins` parameter control?',
    ]);
  });

  test.each([
    ['which **penalises the intercept** too'],
    ['**other awaitables keep running**'],
    ['costs **four times** as much'],
    ['the scores are **too high**'],
    ['it is **unhashable**'],
    ['the **mean** importance'],
    ['**Caveat:** it is slow'],
    ['**Find**: determines the set'],
    ['`x = [1]` and `a is b` and `if seed is None`'],
    ['`self.model`, `df_tmp`, `train.py` and `x`'],
    ['`order_id`, `user_name` and `end_time`'],
    ['`ValueError` and `TypeError`'],
    ['`tuple`, `finally` and `mutable`'],
  ])('not where it is no name: %s', (markdown) => {
    expect(ofTerms(markdown)).toEqual([]);
  });

  test('with balanced marks, whatever stands around it', () => {
    const piece = fc.constantFrom('**', '`', ' ', 'a', 'the ', 'Gini', 'rows', '_', '.', '(', 'x=1', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const question of ofTerms(pieces.join(''))) {
          expect(question).toMatch(/^(?:What|When) .+\?$/);
          expect(question.split('`').length % 2).toBe(1);
          expect(question).not.toMatch(/\n|\*/);
        }
      }),
    );
  });
});

test('a document shows which capitals are those of names, and what it counts', () => {
  const text =
    'Semi joins keep rows. A semi join, or `dask`, is one of **gradient accumulation** and C++ (dask).';
  const usage = usageIn({ path: 'a.md', text, hash: '', title: '' });
  expect(['joins', 'keep', 'semi'].map(usage.isOrdinary)).toEqual([true, true, true]);
  expect(['python', 'a'].map(usage.isOrdinary)).toEqual([false, false]);
  expect(usage.isCounted('Semi join')).toBe(true);
  expect(['gradient accumulation', 'c++', '.*', '('].map(usage.isCounted)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe('a heading asks', () => {
  const heading = (name: string, titleText: string, kind: Section['kind'] = 'other') =>
    questionFromHeading(
      { kind, name, start: 0, end: 0, hash: '', sentences: [] },
      { title: titleText, titleText },
    );

  test('for the aspect it names of what the entry is about, or its own question', () => {
    expect(heading('Common pitfalls', 'What is the kernel trick?')).toBe(
      'What are the common pitfalls of the kernel trick?',
    );
    expect(heading('Time complexity', 'How does bubble sort work?')).toBe(
      'What is the time complexity of bubble sort?',
    );
    expect(heading('When is boosting worse than bagging?', 'Boosting')).toBe(null);
    expect(heading('What does boosting cost at prediction time?', 'Boosting')).toBe(
      'What does boosting cost at prediction time?',
    );
  });

  test('nothing where it names no aspect, the title no subject, or the section is the answer', () => {
    expect(heading('Code', 'What is a kernel?')).toBeNull();
    expect(heading('Pitfalls', 'How do you choose between A and B?')).toBeNull();
    expect(heading('Pitfalls', 'What is a kernel?', 'answer')).toBeNull();
  });

  test('with a subject that reads as a name', () => {
    expect(
      subjectOf({
        title: 'What is a shuffle in Spark and how do you deal with skew?',
        titleText: 'What is a shuffle in Spark and how do you deal with skew?',
      }),
    ).toBe('the shuffle in Spark');
    expect(
      subjectOf({
        title: 'When would you use a Period instead of a Timestamp?',
        titleText: 'When would you use a Period instead of a Timestamp?',
      }),
    ).toBeNull();
    expect(
      subjectOf({
        title: 'What do you do with blocking code?',
        titleText: 'What do you do with blocking code?',
      }),
    ).toBeNull();
    expect(subjectOf({ title: '', titleText: '' })).toBeNull();
    expect(
      subjectOf({ title: 'What does `torch.compile` do?', titleText: 'What does torch.compile do?' }),
    ).toBe('`torch.compile`');
  });
});
