import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesNugget, normalise } from './nuggets.ts';

describe('normalise', () => {
  it('drops quotes and marks, folds white space and case', () => {
    expect(normalise(' The **“GIL”**\n  is a `Lock` ')).toBe('the gil is a lock');
  });
});

describe('carriesNugget', () => {
  it('finds a nugget whatever its marks', () => {
    expect(carriesNugget('It is a lock, the GIL.', 'a **lock**, the `GIL`')).toBe(true);
  });

  it('finds a code nugget of punctuation alone only verbatim', () => {
    expect(carriesNugget('use a[:, None] here', '[:, None]')).toBe(true);
    expect(carriesNugget('use a[0]', '[:]')).toBe(false);
  });

  it('accepts three of five content words and not two', () => {
    const nugget = 'the mutex stops native threads running';
    expect(carriesNugget('a mutex for native threads', nugget)).toBe(true);
    expect(carriesNugget('a mutex for threads', nugget)).toBe(false);
  });

  it('ignores stop words', () => {
    expect(carriesNugget('it is to be for the of', 'it is the mutex')).toBe(false);
  });

  it('always finds a nugget in a reply that quotes it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, nugget, after) => {
        expect(carriesNugget(`${before} ${nugget} ${after}`, nugget)).toBe(true);
      }),
    );
  });
});
