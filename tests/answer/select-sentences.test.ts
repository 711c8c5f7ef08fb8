import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  selectSentences,
  spreadRelevance,
  wordCount,
  type Candidate,
} from '../../server/src/answer/select-sentences.ts';

/** Candidates of one section in one paragraph, unless said otherwise. */
function candidates(...given: (Partial<Candidate> & { text: string })[]): Candidate[] {
  return given.map((each, sentence) => ({
    section: 0,
    sentence,
    block: 0,
    kind: 'prose',
    relevance: 0,
    ...each,
  }));
}
const filler = 'A sentence of eight words that says nothing.';

describe('the sentences that are quoted', () => {
  test('are the most relevant that fit the budget, in the order of the source', () => {
    const all = candidates(
      { text: 'Lists grow.', relevance: 0.5 },
      { text: filler, section: 1, relevance: 0.1 },
      { text: 'Tuples do not.', section: 2, relevance: 0.9 },
    );
    expect(selectSentences(all, 5)).toEqual([0, 2]);
    expect(selectSentences(all, 3)).toEqual([2]);
    expect(selectSentences(all, 100)).toEqual([0, 1, 2]);
  });

  test('are one group at least, whatever its length, and none where there is none', () => {
    expect(selectSentences(candidates({ text: filler, relevance: 0.4 }), 2)).toEqual([0]);
    expect(selectSentences([], 100)).toEqual([]);
  });

  test('hold the one after the best rather than the one before: the fact stands there', () => {
    const all = candidates(
      { text: 'Before it came others.', relevance: 0.1 },
      { text: 'What speeds up a join?', relevance: 0.9 },
      { text: 'Sorted indexes do.', relevance: 0.1 },
    );
    expect(selectSentences(all, 9)).toEqual([1, 2]);
  });

  test('never dangle: what "This" refers to comes along, however far back', () => {
    const all = candidates(
      { text: 'Slots fix the attributes.' },
      { text: 'This saves a dictionary.' },
      { text: 'It halves the memory.', relevance: 0.9 },
    );
    expect(selectSentences(all, 4)).toEqual([0, 1, 2]);
  });

  test('keep code with the line that announces it, whichever of them is asked for', () => {
    const all = candidates(
      { text: 'Lists are mutable.' },
      { text: 'Copy a list like this:', relevance: 0.2 },
      { text: 'b = a[:]', kind: 'code', block: 1 },
      { text: 'Tuples need no copy.', block: 2 },
    );
    expect(selectSentences(all, 5)).toEqual([1, 2]);
    const code = all.map((each, index) => ({ ...each, relevance: index === 2 ? 1 : 0 }));
    expect(selectSentences(code, 5)).toEqual([1, 2]);
  });

  test('keep a list whole, with its lead', () => {
    const all = candidates(
      { text: 'Three ways exist:' },
      { text: 'by name', kind: 'item', block: 1 },
      { text: 'by label', kind: 'item', block: 1, relevance: 0.9 },
      { text: 'by position', kind: 'item', block: 1 },
      { text: 'None is faster.', block: 2 },
    );
    expect(selectSentences(all, 1)).toEqual([0, 1, 2, 3]);
  });

  test('do not reach over the end of their section', () => {
    const all = candidates(
      { text: 'The first section ends:', section: 0 },
      { text: 'This begins another.', section: 1, relevance: 0.9 },
    );
    expect(selectSentences(all, 3)).toEqual([1]);
  });

  test('leave out what is far less relevant than the best, where a floor is given', () => {
    const all = candidates({ text: 'Best.', relevance: 1 }, { text: 'Poor.', section: 1, relevance: 0.1 });
    expect(selectSentences(all, 100, 0.5)).toEqual([0]);
  });

  const candidate = fc.record({
    text: fc.constantFrom(filler, 'This is so.', 'As follows:', 'x = 1', 'Short.', 'However, not here.'),
    kind: fc.constantFrom('prose', 'prose', 'item', 'code', 'table', 'math'),
    block: fc.nat(3),
    section: fc.nat(2),
    relevance: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const entries = fc
    .array(candidate, { minLength: 1, maxLength: 14 })
    .map((all) => candidates(...all.toSorted((a, b) => a.section - b.section || a.block - b.block)));

  test('are in order, without repetition, and within the budget but for the first group', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 60 }), (all, budget) => {
        const chosen = selectSentences(all, budget);
        expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
        const first = selectSentences(all, 0);
        expect(chosen).toEqual(expect.arrayContaining(first));
        const words = (indexes: readonly number[]) =>
          indexes.reduce((sum, index) => sum + wordCount(all[index]!.text), 0);
        expect(words(chosen)).toBeLessThanOrEqual(Math.max(budget, words(first)));
      }),
    );
  });

  test('come with what they need: code, "This" and announced blocks never stand alone', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 60 }), (all, budget) => {
        const chosen = new Set(selectSentences(all, budget));
        for (const index of chosen) {
          const { text, kind, section, block } = all[index]!;
          const before = all[index - 1];
          const after = all[index + 1];
          if (before?.section === section) {
            const leans =
              kind === 'code' || kind === 'table' || kind === 'math' || /^(?:This|However)/.test(text);
            if (leans || before.text.endsWith(':')) expect(chosen).toContain(index - 1);
            if (kind === 'item' && before.block === block) expect(chosen).toContain(index - 1);
          }
          if (after?.section === section && text.endsWith(':')) expect(chosen).toContain(index + 1);
        }
      }),
    );
  });
});

test('relevance spreads to neighbours of the same section only', () => {
  const all = candidates(
    { text: 'a', relevance: 1 },
    { text: 'b' },
    { text: 'c' },
    { text: 'd', section: 1, relevance: 0.5 },
  );
  expect(spreadRelevance(all)).toEqual([1, 0.45, 0.15, 0.5]);
  expect(spreadRelevance(all.toReversed().map((each) => ({ ...each, section: 0 })))).toEqual([
    0.5, 0.225, 0.275, 1,
  ]);
});
