import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntriesPage, EntrySummary } from '../../server/src/protocol.ts';
import type { EntriesQuery } from '../../web/src/api/corpus.ts';
import {
  countInScope,
  filterEntries,
  filterTerms,
  matchRanges,
} from '../../web/src/corpus/filter-entries.ts';
import { foldCase } from '../../web/src/corpus/fold-case.ts';
import { loadCorpus, type Corpus } from '../../web/src/corpus/load-corpus.ts';
import { corpusHref, isInScope, scopeFromSearch, type Scope } from '../../web/src/corpus/scope.ts';
import { titleSegments } from '../../web/src/corpus/title-segments.ts';
import { shortestOfThree } from '../best-of-three.ts';

const ALL: Scope = { document: null, topic: [] };
const NO_SENTENCES = new Map();

describe('loading the corpus', () => {
  it('starts with a small page, goes on with large ones, and ends complete', async () => {
    const everything = Array.from({ length: 1_250 }, (_entry, index) => entry(index));
    const asked: EntriesQuery[] = [];
    const fetchPage = (query: EntriesQuery): Promise<EntriesPage> => {
      asked.push(query);
      const from = Number(query.cursor ?? 0);
      const to = from + (query.limit ?? 0);
      const cursor = to < everything.length ? String(to) : undefined;
      return Promise.resolve({ entries: everything.slice(from, to), total: 1_250, cursor, documents: [] });
    };
    const counts: number[] = [];
    for await (const corpus of loadCorpus(fetchPage, new AbortController().signal)) {
      counts.push(corpus.entries.length);
      expect(corpus.foldedTitles).toHaveLength(corpus.entries.length);
    }
    expect(counts).toEqual([100, 1_100, 1_250]);
    expect(asked.map(({ limit }) => limit)).toEqual([100, 1_000, 1_000]);
  });
});

describe('the filter', () => {
  const corpus = corpusOf([
    entry(1, { titleText: 'What is Memory-mapping?' }),
    entry(2, { titleText: 'How do decorators work?' }),
    entry(3, { titleText: 'What is a list?', document: 'b.md', topics: ['Basics', 'Lists'] }),
  ]);

  it('wants every word in the title, in any case and order', () => {
    expect(idsFor('mapping MEMORY')).toEqual(['e#1']);
    expect(idsFor('  ')).toEqual(['e#1', 'e#2', 'e#3']);
    expect(idsFor('memory list')).toEqual([]);
  });

  it('shows the sentence that the server found, as long as it holds the words', () => {
    const match = {
      section: 'answer',
      text: 'It is kept in memory.',
      ranges: [[14, 20]] as [number, number][],
    };
    const sentences = new Map([['e#2', match]]);
    const rows = filterEntries(corpus, ALL, { terms: filterTerms('memory'), sentences });
    expect(rows.map((row) => [row.entry.id, row.match?.text ?? null])).toEqual([
      ['e#1', null],
      ['e#2', match.text],
    ]);
    expect(filterEntries(corpus, ALL, { terms: filterTerms('memory m'), sentences })).toHaveLength(2);
    expect(filterEntries(corpus, ALL, { terms: filterTerms('memory x'), sentences })).toHaveLength(0);
  });

  it('keeps to the document and the topic in view', () => {
    const topic: Scope = { document: 'b.md', topic: ['Basics'] };
    expect(filterEntries(corpus, topic, { terms: [], sentences: NO_SENTENCES })).toHaveLength(1);
    expect(countInScope(corpus, topic)).toBe(1);
    expect(countInScope(corpus, ALL)).toBe(3);
    expect(isInScope(entry(9), { document: 'a.md', topic: ['Other'] })).toBe(false);
  });

  it('marks every occurrence, and joins those that touch', () => {
    expect(matchRanges('Memory of memories', filterTerms('mem memor'))).toEqual([
      [0, 5],
      [10, 15],
    ]);
    expect(matchRanges('aaa', ['a'])).toEqual([[0, 3]]);
  });

  it('marks in a text whose lower case is longer, where the words stand', () => {
    const text = 'İstanbul and memory';
    const [[start, end] = [0, 0]] = matchRanges(text, filterTerms('memory'));
    expect(text.slice(start, end)).toBe('memory');
  });

  it('gives ranges that are sorted, apart, and hold a term', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'B', 'İ', ' '), minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'İ', ' '), maxLength: 40 }),
        words,
        (text, found) => {
          const terms = filterTerms(found.join(' '));
          let last = -1;
          for (const [start, end] of matchRanges(text, terms)) {
            expect(start).toBeGreaterThan(last);
            expect(terms.some((term) => foldCase(text.slice(start, end)).includes(term))).toBe(true);
            last = end;
          }
        },
      ),
    );
  });

  it('goes through 5,000 titles in a few milliseconds', async () => {
    const large = corpusOf(Array.from({ length: 5_000 }, (_entry, index) => entry(index)));
    const taken = await shortestOfThree(250, () => {
      for (let round = 0; round < 10; round += 1) {
        filterEntries(large, ALL, { terms: filterTerms('question 49'), sentences: NO_SENTENCES });
      }
    });
    expect(taken).toBeLessThan(250);
  });

  function idsFor(filter: string): string[] {
    const rows = filterEntries(corpus, ALL, { terms: filterTerms(filter), sentences: NO_SENTENCES });
    return rows.map((row) => row.entry.id);
  }
});

describe('a title in parts', () => {
  it('keeps code as code where a hit cuts through it', () => {
    expect(titleSegments('Use `__slots__` now', 'Use __slots__ now', [[6, 11]])).toEqual([
      { text: 'Use ', isCode: false, isHit: false },
      { text: '__', isCode: true, isHit: false },
      { text: 'slots', isCode: true, isHit: true },
      { text: '__', isCode: true, isHit: false },
      { text: ' now', isCode: false, isHit: false },
    ]);
  });

  it('loses no letter, whatever the title', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, text) => {
        const segments = titleSegments(title, text, matchRanges(text, filterTerms(title)));
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
      }),
    );
  });
});

describe('the address of a scope', () => {
  it('comes back as it was, whatever the names', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(name, fc.array(name), fc.string({ unit: 'grapheme' }), (document, topic, filter) => {
        const href = corpusHref({ document, topic }, filter);
        const back = scopeFromSearch(new URL(href, 'http://localhost').search);
        expect(back.scope).toEqual({
          document: document,
          topic,
        });
        expect(back.filter).toBe(filter.trim() === '' ? '' : filter);
      }),
    );
  });

  it('has no topic without a document', () => {
    expect(scopeFromSearch('?topic=Basics').scope).toEqual(ALL);
    expect(corpusHref(ALL)).toBe('/corpus');
  });
});

function entry(index: number, given: Partial<EntrySummary> = {}): EntrySummary {
  const titleText = `Question ${index}?`;
  return {
    id: `e#${index}`,
    number: String(index),
    title: given.titleText ?? titleText,
    titleText,
    document: 'a.md',
    topics: [],
    ...given,
  };
}

function corpusOf(entries: EntrySummary[]): Corpus {
  const foldedTitles = entries.map(({ titleText }) => foldCase(titleText));
  return { entries, foldedTitles, documents: [], total: entries.length };
}
