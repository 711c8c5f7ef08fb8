import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionNumbers, withoutNumbers } from '../../server/src/retrieval/question-number.ts';

describe('the numbers that a question names', () => {
  test.each([
    ['question 112', ['112']],
    ['Q.108 in short', ['108']],
    ['what does Q107 say?', ['107']],
    ['#116', ['116']],
    ['explain number 119 please', ['119']],
    ['Show me the answer to no. 117', ['117']],
    ['questions #105 & #110', ['105', '110']],
    ['question 10, 11 and 12?', ['10', '11', '12']],
    ['compare 101 vs 102', ['101', '102']],
    ['summarise 105 and 110', ['105', '110']],
    ['can you show me the answer to question one hundred and eleven', ['111']],
    ['one hundred and eleven', ['111']],
    ['question twenty-one', ['21']],
    ['entry two', ['2']],
    ['question 1,440', ['1440']],
    ['questions 105,110', ['105', '110']],
    ['question 7 and question 7', ['7']],
    ['Explain Q3 please', ['3']],
    ['Q3 vs Q4', ['3', '4']],
  ])('of "%s" are %j', (question, numbers) => {
    expect(questionNumbers(question)).toEqual(numbers);
  });

  test.each([
    'procurement says Q3 was bad',
    'Q3 2024 results',
    'how do I read a CSV with 1,440 rows?',
    'what changed on 2024-05-01?',
    'x = 105; y[110]',
    'why does `df.iloc[#105]` fail',
    'why is this slow?\n```python\nload()  # 12 files, see #116\n```',
    'show 3 rows',
    'compare 5 and 6 layers',
    'number of rows',
    'number one reason for overfitting',
    'how do I find number 3 in a sorted list?',
    'What is the number 5 used for in k-fold?',
    'no one knows why',
    'no more than 100 rows',
    'C# 8 or f#12',
    '"color:#12ab56"',
    'question and answer',
    'Q&A',
    'PEP 8',
    'Is Python 3.12 faster than 3.11?',
  ])('are none in "%s"', (question) => {
    expect(questionNumbers(question)).toEqual([]);
    expect(withoutNumbers(question)).toBe(question.replace(/\s+/g, ' '));
  });

  test('are left out of what is asked beside them', () => {
    expect(withoutNumbers('What does question 99 say about generators?')).toBe(
      'What does say about generators?',
    );
    expect(withoutNumbers('summarise 105 and 110')).toBe('');
    expect(withoutNumbers('question one hundred and eleven')).toBe('');
  });

  test('are read wherever they stand, in digits as written', () => {
    const before = fc.constantFrom('', 'please explain ', 'and what about ', '(');
    const after = fc.constantFrom('', '?', ' please', ', and why?', ')');
    const label = fc.constantFrom('question ', 'Question no. ', 'entry ', 'Q', 'q.', '#', 'question #');
    fc.assert(
      fc.property(before, label, fc.integer({ min: 5, max: 99_999 }), after, (start, name, number, end) => {
        const question = `${start}${name}${number}${end}`;
        expect(questionNumbers(question)).toEqual([String(number)]);
        expect(questionNumbers(withoutNumbers(question))).toEqual([]);
      }),
    );
  });

  test('spelt out mean the same as digits', () => {
    const units = 'one two three four five six seven eight nine'.split(' ');
    const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
    fc.assert(
      fc.property(fc.nat(8), fc.nat(7), fc.nat(8), (hundreds, ten, unit) => {
        const words = `${units[hundreds]!} hundred and ${tens[ten]!}-${units[unit]!}`;
        const number = (hundreds + 1) * 100 + (ten + 2) * 10 + unit + 1;
        expect(questionNumbers(`question ${words}`)).toEqual([String(number)]);
      }),
    );
  });
});
