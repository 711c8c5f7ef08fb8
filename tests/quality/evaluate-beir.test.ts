import { describe, expect, it } from 'vitest';
import type { AnswerPart } from '../../server/src/protocol.ts';
import { evaluateBeir, scoreRecords } from './evaluate-beir.ts';
import type { Subject } from './run-question.ts';

describe('scoreRecords', () => {
  it('grades records by their gains', () => {
    const scores = scoreRecords(
      ['x', 'b', 'a'],
      new Map([
        ['a', 2],
        ['b', 1],
        ['far', 1],
      ]),
    );
    expect(scores).toMatchObject({ hit1: 0, hit5: 1, mrr5: 1 / 2, mrr10: 1 / 2, recall10: 2 / 3 });
    const gained = 1 / Math.log2(3) + 2 / Math.log2(4);
    expect(scores.ndcg10).toBeCloseTo(gained / (2 + 1 / Math.log2(3) + 1 / Math.log2(4)));
  });

  it('parts the first five from the first ten', () => {
    const scores = scoreRecords(['1', '2', '3', '4', '5', 'a'], new Map([['a', 1]]));
    expect(scores).toMatchObject({ hit5: 0, mrr5: 0, mrr10: 1 / 6, ndcg5: 0, recall10: 1 });
  });
});

describe('evaluateBeir', () => {
  const asked: [string, number][] = [];
  const subject: Subject = {
    name: 'fake',
    entries: [],
    sectionsOf: () => Promise.resolve(null),
    // eslint-disable-next-line @typescript-eslint/require-await -- a subject streams
    async *ask({ question, history }) {
      asked.push([question, history.length]);
      const passages = ['r2#a', 'r1#b'].map((entryId) => ({ entryId }));
      yield { type: 'data-retrieval', data: { passages } } as unknown as AnswerPart;
      throw new Error('nothing after retrieval is asked for');
    },
  };
  const set = {
    name: 'set',
    records: [],
    queries: [
      { id: 'q', text: 'and?', history: [{ question: 'Who?', answer: 'She.' }], gains: new Map([['r1', 1]]) },
    ],
  };
  const recordOf = (entryId: string) => entryId.slice(0, entryId.indexOf('#'));

  it('maps entries to records and stops after retrieval', async () => {
    const rows = await evaluateBeir(subject, set, { recordOf });
    expect(rows).toMatchObject([{ id: 'q', hit1: 0, hit5: 1, mrr10: 1 / 2 }]);
  });

  it('leaves the history out on request', async () => {
    asked.length = 0;
    await evaluateBeir(subject, set, { recordOf, history: false });
    expect(asked).toEqual([['and?', 0]]);
  });
});
