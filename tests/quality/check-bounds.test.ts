import { describe, expect, it } from 'vitest';
import { brokenBounds } from './check-bounds.ts';
import type { Row } from './summary.ts';

const row: Row = {
  id: 'q',
  type: 'short',
  question: 'q',
  inCorpus: true,
  outcome: 'answered',
  score: 1,
  scores: { hit1: 0.5, confident: 1, closest: 0, refused: 0 },
  words: 10,
  ranked: [],
  cited: [],
  gold: ['a'],
  faults: [],
  milliseconds: 1,
  offered: 0,
  clicks: [],
};
const bound = { group: 'retrieval', name: 'hit@1', questions: 1 };

describe('brokenBounds', () => {
  it('accepts a figure at its bound', () => {
    expect(brokenBounds([row], [{ ...bound, least: 0.5, most: 0.5 }])).toEqual([]);
  });

  it('names a figure below its floor or above its ceiling', () => {
    expect(brokenBounds([row], [{ ...bound, least: 0.6 }])).toEqual([
      'retrieval, hit@1: 0.500 is under its floor 0.6',
    ]);
    expect(brokenBounds([row], [{ ...bound, most: 0.4 }])).toEqual([
      'retrieval, hit@1: 0.500 is over its ceiling 0.4',
    ]);
  });

  it('does not accept too few questions, or none', () => {
    expect(brokenBounds([row], [{ ...bound, least: 0, questions: 2 }])).toEqual([
      'retrieval, hit@1: rests on 1 questions, at least 2 are wanted',
    ]);
    expect(brokenBounds([], [{ ...bound, least: 0 }])).toEqual(['retrieval, hit@1: not measured']);
  });
});
