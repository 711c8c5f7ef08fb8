import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSummaries } from '../../server/src/browse/document-summaries.ts';
import { foldCase } from '../../server/src/browse/fold-case.ts';
import { listEntries, starterEntries } from '../../server/src/browse/list-entries.ts';
import { filterTerms, matchRanges } from '../../server/src/browse/match-entries.ts';
import { viewEntry } from '../../server/src/browse/view-entry.ts';
import { shortestOfThree } from '../best-of-three.ts';
import { smallSnapshot } from '../http/small-snapshot.ts';

const snapshot = smallSnapshot([
  { title: 'What is a list?', answer: ['A list is mutable.', 'It keeps its order.'], topics: ['Python'] },
  { title: 'What is a tuple?', answer: ['A tuple is immutable.'], topics: ['Python', 'Types'] },
  { title: 'What is SQL?', answer: ['SQL is a query language.'], document: 'sql/basics.md' },
  { title: 'What is a join?', answer: ['A join joins.'], document: 'sql/basics.md' },
]);
const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe('listEntries', () => {
  it('gives titles that match without a sentence, and else the sentence with its ranges', () => {
    const { entries } = listEntries(snapshot, { q: 'tuple' });
    expect(entries).toEqual([expect.not.objectContaining({ match: expect.anything() as unknown })]);
    expect(listEntries(snapshot, { q: 'ORDER its' }).entries[0]?.match).toEqual({
      section: 'answer',
      text: 'It keeps its order.',
      ranges: [
        [9, 12],
        [13, 18],
      ],
    });
  });

  it('wants all terms in one sentence', () => {
    expect(listEntries(snapshot, { q: 'mutable order' }).entries).toEqual([]);
  });

  it('walks through all entries once, whatever the page size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (limit) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = listEntries(snapshot, { limit, cursor });
          expect(page.total).toBe(4);
          seen.push(...ids(page.entries));
          cursor = page.cursor;
        } while (cursor !== undefined);
        expect(seen).toEqual(ids(snapshot.entries));
      }),
    );
  });

  it('filters 5,000 entries in a few tens of milliseconds once warm', async () => {
    const answer = Array.from(
      { length: 20 },
      (_, index) => `Sentence ${index} says that a generator yields lazily.`,
    );
    const large = smallSnapshot(
      Array.from({ length: 5000 }, (_, index) => ({
        title: `Question ${index}?`,
        answer,
        document: `d${index % 50}.md`,
      })),
    );
    listEntries(large, { q: 'warm' });
    const taken = await shortestOfThree(300, () => {
      expect(listEntries(large, { q: 'lazily zebra' }).total).toBe(0);
      expect(listEntries(large, { q: 'question 4999' }).total).toBe(1);
    });
    expect(taken).toBeLessThan(300);
  });
});

describe('matchRanges', () => {
  it('joins overlapping terms', () => {
    expect(matchRanges('mutability', ['muta', 'tabil'])).toEqual([[0, 7]]);
  });

  it('covers every term that stands in the text, in order and apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (before, term, after) => {
          const text = `${before}${term}${after}`;
          const terms = filterTerms(term);
          const ranges = matchRanges(text, terms);
          for (const [index, [start, end]] of ranges.entries()) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
            if (index > 0) expect(start).toBeGreaterThan(ranges[index - 1]![1]);
          }
          if (terms.length > 0) expect(ranges.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('foldCase', () => {
  it('keeps every offset', () => {
    expect(foldCase('İSTANBUL')).toHaveLength('İSTANBUL'.length);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldCase(text).length === text.length));
  });
});

describe('viewEntry', () => {
  it('gives Markdown and sentences whose offsets fit the document', () => {
    const view = viewEntry(snapshot, 'guide#1');
    const section = view.sections[0]!;
    expect(
      section.sentences.map(({ start, end }) =>
        section.markdown.slice(start - section.start, end - section.start),
      ),
    ).toEqual(['A list is mutable.', 'It keeps its order.']);
    expect(view.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names neighbours in the same document only', () => {
    expect(viewEntry(snapshot, 'guide#2')).toMatchObject({ previous: { id: 'guide#1' }, next: undefined });
    expect(viewEntry(snapshot, 'sql/basics#3')).toMatchObject({
      previous: undefined,
      next: { id: 'sql/basics#4' },
    });
  });

  it('gives related entries nearest first, never itself', () => {
    expect(ids(viewEntry(snapshot, 'guide#1').related)).toEqual(['guide#2', 'sql/basics#3', 'sql/basics#4']);
  });

  it('refuses an unknown id by name', () => {
    expect(() => viewEntry(snapshot, '__proto__')).toThrow(/holds no entry "__proto__"/);
  });
});

describe('documentSummaries', () => {
  it('counts entries under each topic and those below it', () => {
    expect(documentSummaries(snapshot)).toEqual([
      {
        path: 'guide.md',
        title: 'guide.md',
        entries: 2,
        topics: [
          { name: 'Python', path: ['Python'], entries: 2 },
          { name: 'Types', path: ['Python', 'Types'], entries: 1 },
        ],
      },
      { path: 'sql/basics.md', title: 'sql/basics.md', entries: 2, topics: [] },
    ]);
  });
});

describe('starterEntries', () => {
  it('spreads over the corpus and prefers titles of a readable length', () => {
    expect(ids(starterEntries(snapshot, 2))).toEqual(['guide#2', 'sql/basics#4']);
    expect(starterEntries(smallSnapshot([]), 4)).toEqual([]);
    expect(starterEntries(smallSnapshot([{ title: 'Q', answer: ['A.'] }]), 4)).toHaveLength(1);
  });
});
