import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAsking, splitClauses, splitQuestion } from '../../server/src/retrieval/split-question.ts';

const words = (text: string) =>
  text.split(/[\s,;]+/).filter((word) => !/^(?:and|but|then|also|plus|or|)$/.test(word));

describe('the parts of a question', () => {
  test('are its sentences, and the questions joined by a conjunction', () => {
    expect(splitQuestion('My join loses rows. Why does it? What is a list and how do I copy it?')).toEqual([
      'My join loses rows.',
      'Why does it?',
      'What is a list',
      'how do I copy it?',
    ]);
  });

  test.each([
    ['When is a copy deep, and is it slow?', ['When is a copy deep', 'is it slow?']],
    ['Explain np.where. Then explain loc.', ['Explain np.where.', 'Then explain loc.']],
    ['1. What is a list? 2. Sort it how? 3. Why?', ['What is a list?', 'Sort it how? Why?']],
    ['a) explain lists b) explain sets', ['explain lists', 'explain sets']],
    ['Is 3.12 faster than 3. What is new?', ['Is 3.12 faster than 3.', 'What is new?']],
    ['What is a list & how do I sort it', ['What is a list', 'how do I sort it']],
    ['What does zip do, as well as why it stops early?', ['What does zip do', 'why it stops early?']],
    [
      'Why use slots, and in which version did they come?',
      ['Why use slots', 'in which version did they come?'],
    ],
    [
      'What is a set and I also want to know how it hashes',
      ['What is a set', 'I also want to know how it hashes'],
    ],
  ])('are told apart in %j', (question, parts) => {
    expect(splitQuestion(question)).toEqual(parts);
  });

  test('are the question itself where it asks one thing', () => {
    for (const question of [
      'When should a tuple and list comprehension be mixed?',
      'Which function takes a frame and does joins for me?',
      'What does raise ... from None do?',
      'How do I copy a list?',
      'Is Python 3.12 faster than 3.11?',
      'What does np.where do with two and three arguments?',
      'how and why do decorators work',
      '',
      '?',
    ]) {
      expect(splitQuestion(question)).toEqual([question]);
    }
  });

  test('keep a fence whole, with the part before it', () => {
    const fence = '```py\nx = 1\n\ny = 2. And how; why\n```';
    expect(splitQuestion(`My code is slow. Why does this fail?\n${fence}\nHow do I fix it?`)).toEqual([
      'My code is slow.',
      `Why does this fail? ${fence}`,
      'How do I fix it?',
    ]);
  });

  test('keep an unclosed fence whole', () => {
    const question = 'Why does this fail?\n```py\nx = 1. And how? What';
    expect(splitQuestion(question)).toEqual([question]);
  });

  test('lose nothing that is too short to ask: it stays with its neighbour', () => {
    expect(splitQuestion('What is e.g. a list? And why so slow?')).toEqual([
      'What is e.g. a list?',
      'And why so slow?',
    ]);
    expect(splitQuestion('Hi there. Why does my join lose rows? Thanks!')).toEqual([
      'Hi there. Why does my join lose rows? Thanks!',
    ]);
  });

  test('hold every word of the question', () => {
    const piece = fc.constantFrom(
      'What',
      'is',
      'a list',
      '?',
      '.',
      ';',
      'and how',
      'do I',
      '\n',
      'so',
      '`a; b`',
      '3.12',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 16 }).map((all) => all.join(' ')),
        (question) => {
          const parts = splitQuestion(question);
          if (parts.length < 6) expect(words(parts.join(' '))).toEqual(words(question));
        },
      ),
    );
  });
});

describe('the clauses of a question', () => {
  test('are finer than its parts, without code', () => {
    expect(splitClauses('Compare shallow copies with deep copies and arrays here\n```\na, b\n```')).toEqual([
      'Compare shallow copies',
      'deep copies',
      'arrays here',
    ]);
  });

  test('are none where there is only one', () => {
    expect(splitClauses('How do decorators work?')).toEqual([]);
    expect(splitClauses('lists and tuples')).toEqual([]);
  });

  test('are none or from two to eight, of two words at least', () => {
    const piece = fc.constantFrom('lists', 'deep copies', ',', 'and', 'versus', '1)', ';', 'how do I', '?');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((all) => all.join(' ')),
        (question) => {
          const clauses = splitClauses(question);
          expect(clauses.length === 0 || (clauses.length >= 2 && clauses.length <= 8)).toBe(true);
          for (const clause of clauses) expect(clause.split(/\s+/).length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

test.each([
  ['How do I sort?', true],
  ['And which is faster', true],
  ['Two things: why is it slow', true],
  ['also, what is a set', true],
  ['in which year did that come', true],
  ['Merge only matches equal keys, right', true],
  ['My encoder breaks on new values, what should I use', true],
  ['The table is old, where do I find its keys', true],
  ["I'd also like to know how zip works.", true],
  ['My join loses rows.', false],
  ['I use a frame, which is large.', false],
  ['We met in 2020, when it was new.', false],
])('%j asks for something: %j', (part, expected) => {
  expect(isAsking(part)).toBe(expected);
});
