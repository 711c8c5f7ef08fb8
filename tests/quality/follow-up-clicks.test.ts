import { describe, expect, it } from 'vitest';
import { judgeClick } from './follow-up-clicks.ts';

describe('judgeClick', () => {
  const followUp = { question: 'What is Dask?', entryId: 'a', kind: 'deeper' as const };
  const cites = (entryId: string) => ({
    number: 1,
    entryId,
    title: '',
    section: 'answer',
    document: 'd.md',
    start: 0,
    end: 1,
    quote: 'x',
    hash: '',
  });

  it('accepts a confident answer from the promised entry to a new question', () => {
    const reply = { outcome: 'answered' as const, citations: [cites('a')] };
    expect(judgeClick({ followUp, reply, asked: ['Other?'], siblings: [followUp] })).toMatchObject({
      isAnswered: true,
      keepsPromise: true,
      isDistinct: true,
    });
  });

  it('sees a repeated question whatever its punctuation, and a sibling to the same entry', () => {
    const reply = { outcome: 'closest' as const, citations: [cites('b')] };
    const sibling = { ...followUp, question: 'Why Dask?' };
    const repeated = judgeClick({ followUp, reply, asked: ['what is  dask'], siblings: [followUp] });
    expect(repeated).toMatchObject({ isAnswered: false, keepsPromise: false, isDistinct: false });
    expect(judgeClick({ followUp, reply, asked: [], siblings: [followUp, sibling] }).isDistinct).toBe(false);
  });
});
