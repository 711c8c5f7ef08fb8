import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../server/src/protocol.ts';
import { answerFaults, findMarkers, streamFaults, withoutMarkers, type SectionsOf } from './answer-faults.ts';

const markdown = 'Chunks help. Dtypes help too.';
const sectionsOf: SectionsOf = (id) =>
  Promise.resolve(
    id === 'doc#1' ? [{ start: 100, end: 129, markdown, hash: 'h', document: 'doc.md' }] : null,
  );

const citation: Citation = {
  number: 1,
  entryId: 'doc#1',
  title: 'Memory',
  section: 'answer',
  document: 'doc.md',
  start: 100,
  end: 112,
  quote: 'Chunks help.',
  hash: 'h',
};

function answer(change: Partial<Answer> = {}): Answer {
  return {
    id: 'm',
    snapshot: 's',
    question: { asked: 'q', standalone: 'q' },
    text: 'Chunks help.【1】',
    citations: [citation],
    verdicts: [{ start: 0, end: 15, verdict: 'supported', citations: [1], reasons: [] }],
    followUps: [{ question: 'And dtypes?', entryId: 'doc#1', kind: 'deeper' }],
    retrieval: {
      passages: [],
      gate: {
        decision: 'answer',
        score: 1,
        thresholds: { refuse: 0, answer: 0 },
        reasons: [],
        features: {},
        missing: [],
      },
      repairs: [],
    },
    outcome: 'answered',
    composer: 'extractive',
    rejectedCitations: 0,
    timings: { embed: 0, retrieve: 0, read: 0, compose: 0, verify: 0, followUps: 0, total: 0 },
    ...change,
  };
}

describe('answerFaults', () => {
  it('finds none in an honest answer', async () => {
    expect(await answerFaults(answer(), sectionsOf)).toEqual([]);
  });

  it.each([
    [
      'a quote that is not verbatim',
      { citations: [{ ...citation, quote: 'Chunks helped' }] },
      /not what stands at/,
    ],
    ['a span outside the entry', { citations: [{ ...citation, start: 90, end: 102 }] }, /no span of entry/],
    [
      'an entry that does not exist',
      { citations: [{ ...citation, entryId: 'doc#2' }] },
      /no span of entry doc#2/,
    ],
    ['a stale hash', { citations: [{ ...citation, hash: 'x' }] }, /another hash/],
    ['a source without a marker', { text: 'Chunks help.', verdicts: [] }, /source 1 has no marker/],
    ['a marker without a source', { citations: [] }, /marker 【1】 has no source/],
    ['a source sent twice', { citations: [citation, citation] }, /source 1 comes twice/],
    ['a marker in no judged sentence', { verdicts: [] }, /in no judged sentence/],
    [
      'a verdict that lists other citations than its text',
      { verdicts: [{ start: 0, end: 15, verdict: 'supported' as const, citations: [2], reasons: [] }] },
      /lists 2, its markers are 1/,
    ],
    [
      'support by nothing',
      {
        verdicts: [
          ...answer().verdicts,
          { start: 0, end: 3, verdict: 'supported' as const, citations: [], reasons: [] },
        ],
      },
      /supported by nothing/,
    ],
    [
      'a follow-up to nowhere',
      { followUps: [{ question: 'More?', entryId: 'doc#9', kind: 'related' as const }] },
      /leads to doc#9/,
    ],
  ])('finds %s', async (_, change, fault) => {
    expect(await answerFaults(answer(change), sectionsOf)).toEqual([expect.stringMatching(fault)]);
  });

  it('wants numbers in order of appearance', async () => {
    const second = { ...citation, number: 2, start: 113, end: 129, quote: 'Dtypes help too.' };
    const swapped = answer({
      text: 'B【2】 A【1】',
      citations: [citation, second],
      verdicts: [{ start: 0, end: 9, verdict: 'partial', citations: [2, 1], reasons: [] }],
    });
    expect(await answerFaults(swapped, sectionsOf)).toEqual([
      expect.stringMatching(/order of appearance: 2, 1/),
    ]);
  });
});

describe('findMarkers', () => {
  it('sees markers in prose and lists, none in code, math or links', () => {
    const text = 'One【1】 `x【2】` [z【6】](u)\n\n$$\ny【3】\n$$\n\n- item【4】\n\n```\nz【5】\n```\n';
    expect(findMarkers(text).map(({ number }) => number)).toEqual([1, 4]);
    expect(findMarkers('It costs $50 【1】 or `$60`, not $70.')).toHaveLength(1);
    expect(withoutMarkers('One 【1】 and `x【2】`.')).toBe('One and `x【2】`.');
  });
});

describe('streamFaults', () => {
  const whole = [
    'start',
    'data-question',
    'data-retrieval',
    'text-start',
    'data-citation',
    'text-delta',
    'data-citation',
    'text-delta',
    'text-end',
    'source-document',
    'source-document',
    'data-verdicts',
    'data-followups',
    'finish',
  ] as const;

  it('accepts a whole stream, one without rewriting, and one that ends in an error', () => {
    expect(streamFaults(whole)).toEqual([]);
    expect(streamFaults(whole.filter((type) => type !== 'data-question'))).toEqual([]);
    expect(streamFaults(['start', 'error'])).toEqual([]);
  });

  it('names what comes late, twice, after the end, or not at all', () => {
    expect(streamFaults(['start', 'text-start', 'data-retrieval', 'error'])).toEqual([
      'data-retrieval comes after text-start',
    ]);
    expect(streamFaults(['start', 'start', 'error'])).toEqual(['start comes twice']);
    expect(streamFaults([...whole, 'error'])).toEqual(['error follows the terminal finish']);
    expect(streamFaults(whole.filter((type) => type !== 'data-verdicts'))).toEqual([
      'data-verdicts is missing',
    ]);
    expect(streamFaults(['start'])).toEqual(['the stream ends with start']);
    expect(streamFaults([])).toEqual(['the stream ends with nothing']);
  });
});
