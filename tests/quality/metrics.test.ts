import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndcg, refusalMacroF1, scoreCitations, scoreNuggets, scoreReply, scoreRetrieval } from './metrics.ts';
import type { Question, Reply } from './question.ts';

const question: Question = {
  id: 't:1',
  type: 'multi-part',
  question: 'Which?',
  history: [],
  gold: ['a', 'b'],
  need: 'any',
  alsoOk: ['c'],
  nuggets: [
    { entryId: 'a', text: 'alpha one' },
    { entryId: 'a', text: 'alpha two' },
    { entryId: 'b', text: 'beta' },
  ],
  uncovered: [],
};
const reply: Reply = { ranked: ['x', 'a', 'b'], cited: ['a'], text: '', outcome: 'answered', score: 0.7 };

describe('scoreRetrieval', () => {
  it('ranks any gold entry where one is enough', () => {
    const scores = scoreRetrieval(question, ['x', 'b', 'y', 'a']);
    expect(scores).toMatchObject({ hit1: 0, hit5: 1, mrr10: 1 / 2 });
    // gains at ranks 2 and 4 over gains at ranks 1 and 2
    const gained = 1 / Math.log2(3) + 1 / Math.log2(5);
    expect(scores.ndcg10).toBeCloseTo(gained / (1 + 1 / Math.log2(3)));
  });

  it('wants every gold entry among the first five where all are needed', () => {
    const need = { gold: ['a', 'b'], need: 'all' as const };
    expect(scoreRetrieval(need, ['a', '1', '2', '3', 'b'])).toMatchObject({ hit1: 1, hit5: 1, mrr10: 1 });
    expect(scoreRetrieval(need, ['a', '1', '2', '3', '4', 'b'])).toMatchObject({
      hit1: 1,
      hit5: 0,
      mrr10: 1,
    });
  });

  it('finds nothing beyond the tenth place or in no results', () => {
    const far = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a'];
    expect(scoreRetrieval(question, far)).toEqual({ hit1: 0, hit5: 0, mrr10: 0, ndcg10: 0 });
    expect(scoreRetrieval(question, [])).toEqual({ hit1: 0, hit5: 0, mrr10: 0, ndcg10: 0 });
  });
});

describe('ndcg', () => {
  it('uses graded gains and the best order of all judged ones', () => {
    const expected = (1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3));
    expect(ndcg([1, 2], [2, 1])).toBeCloseTo(expected);
  });

  it('lies in 0..1 and is 1 for the best order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 15 }), (gains) => {
        const best = [...gains].sort((x, y) => y - x);
        expect(ndcg(gains, gains)).toBeLessThanOrEqual(1 + 1e-12);
        expect(ndcg(best, gains)).toBeCloseTo(best[0] === 0 ? 0 : 1);
      }),
    );
  });
});

describe('scoreCitations', () => {
  it('accepts related entries in precision, not in recall', () => {
    expect(scoreCitations(question, { cited: ['a', 'c', 'x', 'y'], outcome: 'answered' })).toEqual({
      goldCited: 1,
      citationPrecision: 0.5,
      citationRecall: 1,
      citationRecallLenient: 1,
    });
    expect(scoreCitations(question, { cited: ['c'], outcome: 'closest' })).toEqual({
      goldCited: 0,
      citationPrecision: 1,
      citationRecall: 0,
      citationRecallLenient: 1,
    });
  });

  it('counts the share of gold where all are needed', () => {
    const scores = scoreCitations({ ...question, need: 'all' }, { cited: ['b', 'c'], outcome: 'answered' });
    expect(scores).toMatchObject({ goldCited: 1, citationRecall: 0.5, citationRecallLenient: 0.5 });
  });

  it('gives an answer without citations no precision, and a refusal no row of it', () => {
    expect(scoreCitations(question, { cited: [], outcome: 'answered' })).toMatchObject({
      citationPrecision: 0,
    });
    const refused = scoreCitations(question, { cited: ['a'], outcome: 'refused' });
    expect(refused).toEqual({ goldCited: 0, citationRecall: 0, citationRecallLenient: 0 });
  });
});

describe('scoreNuggets', () => {
  const answered = (text: string) => ({ text, outcome: 'answered' as const });

  it('takes the best entry where one is enough', () => {
    expect(scoreNuggets(question, answered('Alpha one.'))).toEqual({ nuggetRecall: 0.5, nuggetHit: 1 });
    expect(scoreNuggets(question, answered('alpha one, beta'))).toEqual({ nuggetRecall: 1, nuggetHit: 1 });
    expect(scoreNuggets(question, answered('gamma'))).toEqual({ nuggetRecall: 0, nuggetHit: 0 });
  });

  it('wants one of each entry for a hit where all are needed', () => {
    const all = { ...question, need: 'all' as const };
    expect(scoreNuggets(all, answered('alpha one alpha two'))).toEqual({ nuggetRecall: 2 / 3, nuggetHit: 0 });
    expect(scoreNuggets(all, answered('alpha one beta'))).toEqual({ nuggetRecall: 2 / 3, nuggetHit: 1 });
  });

  it('is 0 for a refusal and undefined without nuggets', () => {
    expect(scoreNuggets(question, { text: 'beta', outcome: 'refused' })).toEqual({
      nuggetRecall: 0,
      nuggetHit: 0,
    });
    expect(scoreNuggets({ ...question, nuggets: [] }, answered('beta'))).toEqual({});
  });
});

describe('scoreReply', () => {
  it('scores only the outcome of a question that nothing covers', () => {
    const scores = scoreReply(
      { ...question, gold: [], need: 'none', nuggets: [] },
      { ...reply, outcome: 'closest' },
    );
    expect(scores).toEqual({ confident: 0, closest: 1, refused: 0 });
  });

  it('wants uncovered parts named besides the covered ones cited', () => {
    const parts = { ...question, type: 'multi-part', gold: ['a'], uncovered: ['Kafka'] };
    const text = 'No source covers kafka.';
    expect(scoreReply(parts, { ...reply, text })).toMatchObject({ partsHandled: 1 });
    expect(scoreReply(parts, { ...reply, text, cited: ['b'] })).toMatchObject({ partsHandled: 0 });
    expect(scoreReply(parts, { ...reply, text: 'All good.' })).toMatchObject({ partsHandled: 0 });
    expect(scoreReply({ ...question, type: 'short' }, reply)).not.toHaveProperty('partsHandled');
  });
});

describe('refusalMacroF1', () => {
  const rows = [
    { inCorpus: true, outcome: 'answered' as const },
    { inCorpus: true, outcome: 'closest' as const },
    { inCorpus: false, outcome: 'closest' as const },
    { inCorpus: false, outcome: 'refused' as const },
  ];

  it('reads closest as the convention says', () => {
    // closest = refuse: answer F1 = 2·1/(2·1+1+0) = 2/3, refuse F1 = 2·2/(2·2+0+1) = 4/5
    expect(refusalMacroF1(rows, 'refuse')).toBeCloseTo((2 / 3 + 4 / 5) / 2);
    expect(refusalMacroF1(rows, 'answer')).toBeCloseTo((4 / 5 + 2 / 3) / 2);
    expect(refusalMacroF1(rows, 'as labelled')).toBe(1);
  });

  it('counts a fault against both classes', () => {
    const faulty = [...rows, { inCorpus: true, outcome: 'fault' as const }];
    // answer: 2 hits, 1 miss; refuse: 2 hits, 1 false alarm
    expect(refusalMacroF1(faulty, 'as labelled')).toBeCloseTo(4 / 5);
  });

  it('is not flattered by refusing everything', () => {
    const all = rows.map((row) => ({ ...row, outcome: 'refused' as const }));
    // answer F1 = 0, refuse F1 = 2·2/(2·2+2)
    expect(refusalMacroF1(all, 'refuse')).toBeCloseTo(1 / 3);
  });
});
