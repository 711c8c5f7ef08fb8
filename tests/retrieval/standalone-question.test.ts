import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isDependent,
  isDependentPart,
  standaloneQuestion,
  topicOf,
} from '../../server/src/retrieval/standalone-question.ts';

describe('a question as it reads on its own', () => {
  test.each([
    [
      'How do decorators help in AI pipelines?',
      'and how do I pass it arguments?',
      'How do I pass decorators arguments?',
    ],
    ['What is a decorator?', 'How does it work?', 'How does a decorator work?'],
    ['What is the GIL?', 'so why is it there', 'Why is the GIL there'],
    [
      'Explain how context managers can be used in data processing.',
      'what about them in async code?',
      'What about context managers in async code?',
    ],
    ['What is duck typing?', 'why?', 'Why? (about: duck typing)'],
    ['My join loses rows in pandas', 'which ones?', 'Which ones? (about: My join loses rows in pandas)'],
    ['What is $& in sed?', 'why is it so odd?', 'Why is $& in sed so odd?'],
  ])('after "%s", "%s" reads "%s"', (previous, question, standalone) => {
    expect(standaloneQuestion(question, [previous])).toBe(standalone);
  });

  test('finds its topic in an earlier turn than the last', () => {
    const earlier = ['What is a decorator?', 'and how does it work?'];
    expect(standaloneQuestion('why use it at all?', earlier)).toBe('Why use a decorator at all?');
  });

  test.each([
    'What is the GIL in CPython?',
    'How do I copy a list in Python?',
    'New topic: what is a list?',
    'Thanks a lot. What is the GIL in CPython?',
  ])('is "%s" whatever was said before', (question) => {
    expect(standaloneQuestion(question, ['What is a decorator?'])).toBe(question);
  });

  test('is the question itself where nothing was said before', () => {
    fc.assert(
      fc.property(fc.string(), (question) => {
        expect(standaloneQuestion(question, [])).toBe(question.trim());
      }),
    );
  });

  test('keeps every word of a topic that a replacement would read as a pattern', () => {
    fc.assert(
      fc.property(fc.constantFrom('$&', '$1', '$$', "$'", '$`'), (pattern) => {
        expect(standaloneQuestion('how does it work?', [`What is ${pattern}?`])).toBe(
          `How does ${pattern} work?`,
        );
      }),
    );
  });
});

describe('whether a question leans on what was said before', () => {
  test.each([
    'and why?',
    'why',
    'what about pandas 2?',
    'is there an example',
    'how is this different for arrays',
    'the other way round?',
  ])('it does: "%s"', (question) => expect(isDependent(question)).toBe(true));

  test.each([
    'What is the GIL in CPython?',
    'How do I copy a list?',
    'different topic: lists',
    'Great. How do I copy a list?',
  ])('it does not: "%s"', (question) => expect(isDependent(question)).toBe(false));
});

test('the topic of a question is its noun phrase, or all of it', () => {
  expect(topicOf('What is the GIL and how does it work?')).toBe('GIL');
  expect(topicOf('How do you handle multi-index DataFrames?')).toBe('multi-index DataFrames');
  expect(topicOf('My join loses rows.')).toBe('My join loses rows');
});

test.each([
  ['which is faster?', true],
  ['and what are the advantages?', true],
  ['how do I fix that?', true],
  ['And which rows does rolling(7) average?', false],
  ['what is Kafka?', false],
  ['what does 1 << 3 mean in C?', false],
  ['Explain np.where.', false],
])('the part %j leans on the others: %j', (part, expected) => {
  expect(isDependentPart(part)).toBe(expected);
});
