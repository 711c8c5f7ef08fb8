import { describe, expect, it } from 'vitest';
import { numberRanges } from '../../web/src/explanation/number-ranges.ts';
import { addedWords } from '../../web/src/explanation/Rewritten.tsx';

describe('numberRanges', () => {
  it('joins neighbours', () => {
    expect(numberRanges([3, 1, 2, 5, 5])).toBe('1–3, 5');
    expect(numberRanges([])).toBe('');
  });
});

describe('addedWords', () => {
  it('sets apart what the rewriting added', () => {
    const runs = addedWords('And if negative?', 'What if a column is negative?');
    expect(runs.filter((run) => run.isAdded).map((run) => run.text.trim())).toEqual(['What', 'a column is']);
    expect(runs.map((run) => run.text).join('')).toBe('What if a column is negative?');
  });
});
