import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  closestLead,
  namesInNoSource,
  refusalText,
  uncoveredText,
  whyNotEnough,
} from '../../server/src/answer/shortfall.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await unrankedSnapshot({
    'a.md': '## 1. How do decorators work?\nA decorator wraps a function with `functools.wraps`.',
  });
});

describe('what is said about a shortfall', () => {
  test('names what no source mentions, at most three names', () => {
    expect(closestLead(['Polars'])).toBe('No source mentions `Polars`. This is the closest:');
    expect(closestLead(['a', 'b', 'c', 'd'])).toBe(
      'No source mentions `a`, `b` or `c`. This is the closest:',
    );
    expect(closestLead([])).toBe('No source answers exactly this. This is the closest:');
    expect(refusalText([])).toBe('The corpus does not cover this.');
    expect(refusalText(['Go', 'Rust'])).toBe(
      'The corpus does not cover this. No source mentions `Go` or `Rust`.',
    );
  });

  test('names uncovered parts as they were typed, on one line', () => {
    expect(uncoveredText(['how do I\nboil an egg?', 'who are you?!'])).toBe(
      'No source covers “how do I boil an egg” or “who are you”.',
    );
  });

  test('calls a name missing only where no form of it stands in any source', () => {
    expect(
      namesInNoSource(snapshot, ['Polars', 'decorator', 'Decorators', 'functools.wraps', 'wrapped', 'the']),
    ).toEqual(['Polars']);
  });

  test('does not take a part of a product for a mention of it', async () => {
    const typing = await unrankedSnapshot({
      'a.md': '## 1. What is duck typing?\nGridSearchCV calls `fit` of np.duck.',
    });
    expect(namesInNoSource(typing, ['DuckDB', 'GridSearch', 'GridSearchCV', 'np.fit'])).toEqual(['DuckDB']);
  });

  test('explains a close entry by the words it shares and lacks', () => {
    const why = (question: string) => whyNotEnough(snapshot, 0, question);
    expect(why('How do decorators slow a function down in Django?')).toBe(
      'Mentions “decorators” and “function”, but says nothing about “slow”, “down” or “Django”.',
    );
    expect(why('decorators?')).toBe('Mentions “decorators”, but does not answer this.');
    expect(why('boil an egg')).toBe('Near in meaning only; shares no word with the question.');
  });

  test('never claims that an entry lacks a word that it holds', () => {
    const word = fc.constantFrom(
      'decorators',
      'function',
      'Wraps',
      'egg',
      'Django',
      'how',
      'functools.wraps',
      '?',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }).map((all) => all.join(' ')),
        (question) => {
          const [, lacking = ''] = whyNotEnough(snapshot, 0, question).split('nothing about');
          expect(lacking).not.toMatch(/decorators|function|wraps/i);
        },
      ),
    );
  });
});
