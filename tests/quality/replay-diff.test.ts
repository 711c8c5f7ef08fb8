import { describe, expect, it } from 'vitest';
import type { Answer } from '../../server/src/protocol.ts';
import { diffAnswers, savedAnswer } from './replay-diff.ts';

const answer: Answer = {
  id: 'm',
  snapshot: 's1',
  question: { asked: 'GIL?', standalone: 'GIL?' },
  text: 'A mutex.【1】 It blocks threads.【2】',
  citations: [
    {
      number: 1,
      entryId: 'd#107',
      title: 'GIL',
      section: 'answer',
      document: 'd.md',
      start: 10,
      end: 18,
      quote: 'A mutex.',
      hash: 'h',
    },
  ],
  verdicts: [],
  followUps: [{ question: 'Threads?', entryId: 'd#108', kind: 'related' }],
  retrieval: {
    passages: [
      {
        chunkId: 'd#107/0',
        entryId: 'd#107',
        title: 'GIL',
        section: 'answer',
        score: 0.7,
        dense: 0.6,
        lexical: 0.8,
        denseRank: 1,
        lexicalRank: 1,
        fate: 'quoted',
        reason: '',
      },
    ],
    gate: {
      decision: 'answer',
      score: 0.71,
      thresholds: { refuse: 0.1, answer: 0.5 },
      reasons: [],
      features: { fused: 0.7 },
      missing: [],
    },
    repairs: [],
  },
  outcome: 'answered',
  composer: 'extractive',
  rejectedCitations: 0,
  timings: { embed: 1, retrieve: 1, read: 1, compose: 1, verify: 1, followUps: 1, total: 6 },
};
const saved = savedAnswer.parse(JSON.parse(JSON.stringify(answer)));
const [citation] = answer.citations;
const [passage] = answer.retrieval.passages;

describe('diffAnswers', () => {
  it('says nothing about an answer that is the same but for ids and time', () => {
    expect(
      diffAnswers(saved, { ...answer, id: 'n', snapshot: 's2', timings: { ...answer.timings, total: 99 } }),
    ).toEqual([]);
  });

  it('reports decision, features and thresholds', () => {
    const gate = {
      ...answer.retrieval.gate,
      decision: 'closest' as const,
      score: 0.4,
      features: { fused: 0.7, reader: 0.2 },
    };
    const after = { ...answer, outcome: 'closest' as const, retrieval: { ...answer.retrieval, gate } };
    expect(diffAnswers(saved, after)).toEqual([
      'decision',
      '  outcome: answered → closest',
      '  gate: answer → closest',
      '  score: 0.710 → 0.400',
      '  reader: absent → 0.200',
    ]);
  });

  it('reports passages that came, went, or moved', () => {
    const first = { ...passage!, chunkId: 'd#108/0', score: 0.9 };
    const retrieval = { ...answer.retrieval, passages: [first, passage!] };
    expect(diffAnswers(saved, { ...answer, retrieval })).toEqual([
      'passages',
      '  + d#108/0: #1 0.900 (dense 0.600, words 0.800) quoted',
      '  ~ d#107/0: #1 0.700 (dense 0.600, words 0.800) quoted → #2 0.700 (dense 0.600, words 0.800) quoted',
    ]);
    expect(diffAnswers(saved, { ...answer, retrieval: { ...retrieval, passages: [] } })[1]).toMatch(
      /^ {2}- d#107\/0/u,
    );
  });

  it('tells a citation that moved from one that quotes something else', () => {
    const moved = { ...citation!, start: 20, end: 28 };
    expect(diffAnswers(saved, { ...answer, citations: [moved] })).toEqual([
      'citations',
      '  ~ 【1】 d#107 answer d.md:10–18: "A mutex." → d.md:20–28',
    ]);
    const other = { ...citation!, quote: 'A lock.' };
    expect(diffAnswers(saved, { ...answer, citations: [other] })).toEqual([
      'citations',
      '  + 【1】 d#107 answer d.md:10–18: "A lock."',
      '  - 【1】 d#107 answer d.md:10–18: "A mutex."',
    ]);
  });

  it('reports text by sentence, and follow-ups', () => {
    const after = { ...answer, text: 'A mutex.【1】 It releases in C.【2】', followUps: [] };
    expect(diffAnswers(saved, after)).toEqual([
      'text',
      '  - It blocks threads.【2】',
      '  + It releases in C.【2】',
      'follow-ups',
      '  - Threads?',
    ]);
  });
});
