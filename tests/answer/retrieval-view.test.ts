import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnswerPlan } from '../../server/src/answer/answer-plan.ts';
import { gateView, retrievalView } from '../../server/src/answer/retrieval-view.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import type { Evaluation } from '../../server/src/retrieval/evaluate.ts';
import type { Passage } from '../../server/src/retrieval/types.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

let snapshot: Snapshot;
beforeAll(async () => {
  const entry = (number: number) => `## ${number}. What is ${number}?\nIt is so.\n\n#### Indepth\nIndeed.\n`;
  snapshot = await unrankedSnapshot({ 'a.md': [1, 2, 3].map(entry).join('\n') });
});

const passage = (chunk: number, score: number): Passage => ({
  chunk,
  entry: Math.floor(chunk / 2),
  section: chunk % 2,
  score,
  dense: score,
  lexical: 1 / 3,
  denseRank: 1,
  lexicalRank: null,
  sentenceScores: [score],
});
const PASSAGES = [passage(0, 0.8), passage(1, 0.6), passage(2, 0.4), passage(4, 0.2)];
const plan = (more: Partial<AnswerPlan> = {}): AnswerPlan => ({
  decision: 'answer',
  blocks: [{ picks: [{ entry: 0, section: 0, sentence: 0 }] }],
  uncovered: [],
  parts: [],
  passages: PASSAGES,
  entries: [0],
  ...more,
});

function evaluation(more: Partial<Evaluation> = {}): Evaluation {
  return {
    query: {} as Evaluation['query'],
    passages: PASSAGES,
    features: { fused: 0.8, sentence: 0.7, unknown: 0, trust: 1 },
    gate: {
      decision: 'answer',
      score: 0.812345,
      topical: 0.9,
      evidence: 0.7,
      thresholds: { refuse: 0.1, answer: 0.4 },
    },
    readings: new Map(),
    ...more,
  };
}
const gate = () => gateView(evaluation(), { missing: [], reasons: [] });
const view = (given: AnswerPlan, readings = new Map<number, number>()) =>
  retrievalView(snapshot, given, { gate: gate(), repairs: [['lsit', 'list']], readings });

describe('the explanation of an answer', () => {
  test('names each passage with its scores, and what became of it', () => {
    const { passages, repairs } = view(plan(), new Map([[0, 0]]));
    expect(passages[0]).toEqual({
      chunkId: 'a#1/0',
      entryId: 'a#1',
      title: 'What is 1?',
      section: 'answer',
      score: 0.8,
      dense: 0.8,
      lexical: 0.3333,
      denseRank: 1,
      lexicalRank: null,
      answerable: 0.5,
      fate: 'quoted',
      reason: 'Quoted in the answer.',
    });
    expect(passages.map(({ fate }) => fate)).toEqual(['quoted', 'unused', 'below', 'below']);
    expect(passages[2]?.reason).toBe('Scores 50 % of the best passage.');
    expect(passages[1]).not.toHaveProperty('answerable');
    expect(repairs).toEqual([['lsit', 'list']]);
  });

  test('counts a passage as quoted that is cited beside another that says the same', () => {
    const picks = [{ entry: 0, section: 0, sentence: 0, also: [{ entry: 1, section: 0, sentence: 0 }] }];
    expect(view(plan({ blocks: [{ picks }] })).passages[2]?.fate).toBe('quoted');
  });

  test('puts every passage of a refusal below', () => {
    const { passages } = view(plan({ decision: 'refuse', blocks: [], entries: [] }));
    expect(passages.every(({ fate }) => fate === 'below')).toBe(true);
  });

  test('shows ten passages, or as many as were asked for', () => {
    const many = Array.from({ length: 30 }, (_, index) => passage(index % 6, 0.5));
    expect(view(plan({ passages: many })).passages).toHaveLength(10);
    fc.assert(
      fc.property(fc.nat(40), (shown) => {
        const { passages } = retrievalView(snapshot, plan({ passages: many }), {
          gate: gate(),
          repairs: [],
          readings: new Map(),
          shown,
        });
        expect(passages).toHaveLength(Math.min(shown, 30));
      }),
    );
  });

  test('lists the parts only of a question that has several', () => {
    expect(view(plan())).not.toHaveProperty('parts');
    const parts = [{ question: 'What is 1?', decision: 'answer', entries: [0] }] as const;
    expect(
      view(plan({ parts: parts.map((part) => ({ ...part, entries: [...part.entries] })) })).parts,
    ).toEqual([{ question: 'What is 1?', decision: 'answer', entryIds: ['a#1'] }]);
  });
});

describe('the gate in words', () => {
  test('gives our reasons first, then what was measured', () => {
    const { reasons, score, features } = gateView(evaluation({ readings: new Map([[0, 0], [1, -9]]) }), {
      missing: ['Polars'],
      reasons: ['First.'],
    }); // prettier-ignore
    expect(reasons).toEqual([
      'First.',
      'The closest passage scores 80 %, its closest sentence 70 %.',
      'The reader gives the best passage 50 % for answering the question.',
    ]);
    expect(score).toBe(0.8123);
    expect(features).toMatchObject({ fused: 0.8, topical: 0.9, evidence: 0.7 });
  });

  test('says so where nothing was found, and how much of the question is in no source', () => {
    const { reasons } = gateView(evaluation({ passages: [], features: { unknown: 0.5 } }), {
      missing: [],
      reasons: [],
    });
    expect(reasons).toEqual([
      'No passage shares a word or a meaning with the question.',
      '50 % of what the question asks about is in no source.',
    ]);
  });
});
