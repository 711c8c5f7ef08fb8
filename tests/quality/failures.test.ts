import { describe, expect, it } from 'vitest';
import { listFailures } from './failures.ts';
import type { Row } from './summary.ts';

const right: Row = {
  id: 'set:1',
  type: 'short',
  question: 'GIL?',
  inCorpus: true,
  outcome: 'answered',
  score: 0.9,
  scores: {
    hit1: 1,
    goldCited: 1,
    citationPrecision: 1,
    nuggetRecall: 1,
    confident: 1,
    closest: 0,
    refused: 0,
  },
  words: 50,
  ranked: ['d#107'],
  cited: ['d#107'],
  gold: ['d#107'],
  faults: [],
  milliseconds: 1,
  offered: 0,
  clicks: [],
};

describe('listFailures', () => {
  it('is silent about a good answer and a right refusal', () => {
    const refusal: Row = {
      ...right,
      inCorpus: false,
      outcome: 'refused',
      scores: { confident: 0, closest: 0, refused: 1 },
    };
    expect(listFailures([right, refusal])).toEqual([]);
  });

  it('says what was wrong and what was found instead', () => {
    const wrong: Row = {
      ...right,
      ranked: ['d#108', 'd#107'],
      cited: ['d#108'],
      scores: { ...right.scores, hit1: 0, goldCited: 0 },
    };
    expect(listFailures([wrong])).toEqual([
      'set:1 (short, gold d#107) answered 0.900: GIL?\n' +
        '    first passage is not gold; no gold entry cited\n' +
        '    retrieved d#108 d#107; cited d#108',
    ]);
  });

  it('lists confident answers to uncovered questions, faults and broken follow-ups', () => {
    const click = {
      question: 'More?',
      entryId: 'd#1',
      isAnswered: false,
      keepsPromise: true,
      isDistinct: false,
    };
    const uncovered: Row = {
      ...right,
      inCorpus: false,
      faults: ['marker 【1】 has no source'],
      clicks: [click],
    };
    const [text] = listFailures([uncovered]);
    expect(text).toContain('answered with confidence though not covered');
    expect(text).toContain('fault: marker 【1】 has no source');
    expect(text).toContain('follow-up "More?": not answered, not distinct');
  });
});
