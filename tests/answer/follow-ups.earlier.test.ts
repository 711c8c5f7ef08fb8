import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { earlierEntries, hear, openQuestions, wasQuoted } from '../../server/src/answer/earlier-turns.ts';
import { closestLead, uncoveredText } from '../../server/src/answer/shortfall.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await unrankedSnapshot({
    'a.md': `## 1. What is a closure?
It keeps the variables of the function that made it alive.

## 2. What is a generator?
It yields one value after the other and keeps its place.`,
  });
});

const CLOSURE = 'It keeps the variables of the function that made it alive.';
const entriesOf = (...turns: [string, string][]) =>
  earlierEntries(snapshot, hear(turns.map(([question, answer]) => ({ question, answer }))));

describe('the entries of earlier turns', () => {
  test('are those that answers quoted or questions named, the latest first, each once', () => {
    expect(entriesOf(['q', CLOSURE], ['what is a generator', ''], ['again', CLOSURE])).toEqual([0, 1]);
  });

  test('are found in an answer that a model put into its own words', () => {
    expect(entriesOf(['q', 'A generator yields value after value, and it keeps its place.'])).toEqual([1]);
    expect(entriesOf(['q', 'Nothing here is about place and value in that way: it rains.'])).toEqual([]);
  });

  test('are none of an answer that only came close, or of none', () => {
    expect(entriesOf(['q', `${closestLead([])}\n\n${CLOSURE}`], ['q', ''])).toEqual([]);
  });

  test('are entries of the corpus, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ question: fc.string(), answer: fc.string() })), (turns) => {
        for (const entry of earlierEntries(snapshot, hear(turns))) expect([0, 1]).toContain(entry);
      }),
    );
  });

  test('are looked for in a bounded part of what a client sends', () => {
    const turns = Array.from({ length: 500 }, () => ({
      question: 'q'.repeat(10_000),
      answer: 'x '.repeat(50_000),
    }));
    const heard = hear(turns);
    expect(heard.turns.length).toBeLessThanOrEqual(10);
    expect(heard.turns.every(({ question, answer }) => question.length + answer.length < 10_000)).toBe(true);
  });
});

test('a sentence is known by its words, and a short one to nobody', () => {
  const heard = hear([
    {
      question: 'q',
      answer: 'it keeps the *variables* of the function that made it alive - fine. It yields.',
    },
  ]);
  expect(wasQuoted(snapshot, 0, heard)).toBe(true);
  expect(wasQuoted(snapshot, 1, heard)).toBe(false);
  expect(heard.has('It yields.')).toBe(false);
});

describe('what was left open', () => {
  const open = (...turns: [string, string][]) =>
    openQuestions(hear(turns.map(([question, answer]) => ({ question, answer }))));

  test('is a question that only the closest was found for, and the parts that no source covers', () => {
    expect(
      open(
        ['How do I deploy?', `${closestLead(['Kubernetes'])} It runs.`],
        ['a and b?', `It is a.\n\n${uncoveredText(['What is b?', 'and c'])}`],
        ['What is fine?', 'It is fine.'],
      ),
    ).toEqual(['What is b', 'and c', 'How do I deploy?']);
  });
});
