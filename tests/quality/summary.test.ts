import { describe, expect, it } from 'vitest';
import { summarise, type Row } from './summary.ts';

function row(id: string, change: Partial<Row> = {}): Row {
  return {
    id,
    type: 'short',
    question: id,
    inCorpus: true,
    outcome: 'answered',
    score: 0.8,
    scores: { hit1: 1, confident: 1, closest: 0, refused: 0 },
    words: 50,
    ranked: [],
    cited: [],
    gold: ['a'],
    faults: [],
    milliseconds: 10,
    offered: 0,
    clicks: [],
    ...change,
  };
}

describe('summarise', () => {
  const figures = (rows: Row[]) =>
    new Map(summarise(rows).map(({ group, name, estimate }) => [`${group}: ${name}`, estimate]));

  it('parts confident answers by what the question deserved', () => {
    const uncovered = { inCorpus: false, gold: [], scores: { confident: 1, closest: 0, refused: 0 } };
    const found = figures([
      row('1'),
      row('2', { scores: { hit1: 0, confident: 0, closest: 1, refused: 0 }, outcome: 'closest' }),
      row('3', { ...uncovered, type: 'near-miss' }),
      row('4', {
        ...uncovered,
        type: 'chitchat',
        outcome: 'refused',
        scores: { confident: 0, closest: 0, refused: 1 },
      }),
    ]);
    expect(found.get('answered with confidence: answerable questions')).toMatchObject({ value: 0.5, n: 2 });
    expect(found.get('answered with confidence: near misses')).toMatchObject({ value: 1, n: 1 });
    expect(found.get('answered with confidence: other questions not covered')).toMatchObject({
      value: 0,
      n: 1,
    });
    expect(found.get('refused: other questions not covered')).toMatchObject({ value: 1 });
    expect(found.get('retrieval: hit@1')).toMatchObject({ value: 0.5, n: 2 });
  });

  it('leaves out what no row defines', () => {
    const found = figures([row('1')]);
    expect(found.has('nuggets: recall')).toBe(false);
    expect(found.has('several parts: covered parts cited, others named')).toBe(false);
    expect(found.has('gate: AUROC, answerable against all others')).toBe(false);
  });

  it('counts words of answers only', () => {
    const found = figures([row('1', { words: 60 }), row('2', { words: 9, outcome: 'refused' })]);
    expect(found.get('nuggets: words per answer, median')).toMatchObject({ value: 60, n: 1 });
  });
});
