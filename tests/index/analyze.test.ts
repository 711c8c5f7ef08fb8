import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, analyzeField, fieldsOf } from '../../server/src/index/analyze.ts';
import { shortestOfThree } from '../best-of-three.ts';

const surface = (text: string) => fieldsOf(text).flatMap((field) => analyzeField(field).words);

describe('analyze', () => {
  it.each([
    ['__slots__', ['__slots__', 'slot']],
    ['np.where', ['np.where', 'np', 'where']],
    ['use .loc.', ['us', '.loc', 'loc']],
    ['df.loc[0]', ['df.loc', 'df', 'loc', '0']],
    ['@task', ['@task', 'task']],
    ['C++, C# and .NET', ['c++', 'c#', '.net', 'net']],
    ["handle_unknown='ignore'", ['handle_unknown=ignore', 'handle_unknown', 'handl', 'unknown', 'ignor']],
    ['axis=1', ['axis=1', 'axi']],
    ['OneHotEncoder', ['onehotencod', 'on', 'hot', 'encod']],
    ['float64', ['float64', 'float']],
    ['read_csv', ['read_csv', 'read', 'csv']],
    ['O(n log n) or O(1)', ['o(nlogn)', 'nlogn', 'o(1)']],
    ['k-means', ['k-means', 'mean']],
    ['Python 3.12', ['python', '3.12']],
    ['what does := do?', ['what', 'doe', ':=', 'do']],
    ["Python's decorators", ['python', 'decor']],
  ])('keeps the code of %j whole and findable by its parts', (text, terms) => {
    expect(analyze(text)).toEqual(terms);
  });

  it('folds compatibility characters and keeps words of any script', () => {
    expect(analyze('ﬁne ÜNÏCODE 日本語')).toEqual(['fine', 'ünïcode', '日本語']);
  });

  it('gives a quoted and an unquoted spelling of a code token the same term', () => {
    expect(analyze(`f(how="left")`)).toContain('how=left');
    expect(analyze(`f(how='left')`)).toContain('how=left');
  });

  it('drops stop words but keeps keywords when a question holds nothing else', () => {
    expect(analyze('what is the list')).toEqual(['what', 'list']);
    expect(analyze('if not')).toEqual(['if', 'not']);
    expect(analyze('with')).toEqual(['with']);
    expect(analyze('is it?')).toEqual([]);
  });

  it('cuts nothing out of an over-long token but its parts', () => {
    const path = Array.from(
      { length: 30 },
      (_, level) => `level${String.fromCharCode(97 + (level % 26))}`,
    ).join('.');
    expect(analyze(path)).toContain('levela');
    expect(analyze(path).every((term) => term.length <= 64)).toBe(true);
  });

  it('stays linear on hostile runs', async () => {
    const taken = await shortestOfThree(5_000, () => {
      for (const run of ['a', 'a.', 'a-', '@a', "a='", 'O(', '.a', '_', '((', 'aA'])
        analyze(run.repeat(50_000));
    });
    expect(taken).toBeLessThan(5_000);
  });

  it('gives for any text terms without white space, each of which it knows again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const term of analyze(text)) expect(term).toMatch(/^\S{1,64}$/u);
        for (const word of surface(text)) expect(word).toBe(word.toLowerCase());
      }),
    );
  });

  it('does not depend on what stands around a word', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(analyze(`x ${a}\n${b}`)).toEqual([
          'x',
          ...analyze(`x ${a}`).slice(1),
          ...analyze(`x ${b}`).slice(1),
        ]);
      }),
    );
  });
});
