import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryIds, slug } from '../../server/src/corpus/ids.ts';

describe('entryIds', () => {
  it('uses the number, else the title, and counts repeats', () => {
    const next = entryIds('sql/joins.md');
    expect([
      next('7', 'A?'),
      next('7', 'B?'),
      next(null, 'What is `NULL`?'),
      next(null, 'What is NULL'),
    ]).toEqual(['sql/joins#7', 'sql/joins#7-2', 'sql/joins#what-is-null', 'sql/joins#what-is-null-2']);
  });

  it('never gives an id twice, not even to a title that looks like a repeat', () => {
    const titles = fc.array(fc.constantFrom('a', 'a 2', 'a-2', 'A', '', '7', '7 2'), { maxLength: 12 });
    fc.assert(
      fc.property(titles, (list) => {
        const next = entryIds('x.md');
        expect(new Set(list.map((title) => next(null, title))).size).toBe(list.length);
      }),
    );
  });

  it('keeps documents apart that differ only in their extension', () => {
    const taken = new Set<string>();
    expect([entryIds('a.md', taken)('1', ''), entryIds('a.markdown', taken)('1', '')]).toEqual([
      'a#1',
      'a#1-2',
    ]);
  });
});

describe('slug', () => {
  it('keeps letters of every script and falls back where there are none', () => {
    expect(slug('Что такое GIL?')).toBe('что-такое-gil');
    expect(slug('???')).toBe('entry');
    expect(slug('word '.repeat(50)).length).toBeLessThanOrEqual(80);
  });
});
