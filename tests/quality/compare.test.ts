import { describe, expect, it } from 'vitest';
import { compareRuns, renderComparison } from './compare.ts';
import type { Row } from './summary.ts';

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

const ids = Array.from({ length: 30 }, (_, index) => `q${index}`);

describe('compareRuns', () => {
  it('pairs questions by id and tells a real gain from none', () => {
    const before = ids.map((id) => row(id, { scores: { hit1: 0, confident: 1, closest: 0, refused: 0 } }));
    const after = [...ids.map((id) => row(id)), row('new')];
    const comparisons = new Map(compareRuns(before, after).map(({ name, difference }) => [name, difference]));
    expect(comparisons.get('hit1')).toMatchObject({ value: 1, isReal: true, n: 30 });
    expect(comparisons.get('confident (answerable)')).toMatchObject({ value: 0, isReal: false });
    expect(comparisons.has('confident (not covered)')).toBe(false);
  });

  it('lists questions whose outcome changed', () => {
    const before = ids.map((id) => row(id));
    const after = before.map((old) => (old.id === 'q7' ? row('q7', { outcome: 'refused' }) : old));
    const text = renderComparison({ title: 'yesterday', rows: before }, after);
    expect(text).toContain('1 questions changed their outcome:\n  q7: answered → refused');
  });
});
