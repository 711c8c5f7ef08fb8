import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDollars } from '../../server/src/corpus/dollars.ts';

/** The text with every plain dollar written as `USD`. */
function marked(text: string): string {
  const plain = new Set(plainDollars(text));
  return text
    .split('')
    .map((unit, at) => (plain.has(at) ? 'USD' : unit))
    .join('');
}

describe('plainDollars', () => {
  it.each([
    '$\\lambda$',
    '$x_1$',
    '$x^2 + y$',
    '$n$',
    '$O(n \\log n)$',
    '$(r, c)$',
    '$n-1$',
    '$a = b$',
    '$10^5$',
    '$0.5$',
    '$f(x)$',
    'a $x$, $y$ b',
  ])('takes %s for mathematics', (text) => expect(marked(text)).toBe(text));

  it.each([
    ['from $50k to $10B', 'from USD50k to USD10B'],
    ['$500,000 or a $500,000 house', 'USD500,000 or a USD500,000 house'],
    ['set $PATH and $HOME', 'set USDPATH and USDHOME'],
    ['`$a` and `$b`', '`USDa` and `USDb`'],
    ['costs $5 and $6', 'costs USD5 and USD6'],
    ['${name}, ${other}', 'USD{name}, USD{other}'],
    ['a$b$c', 'aUSDbUSDc'],
    ['US$5 = £4, so $6', 'USUSD5 = £4, so USD6'],
  ])('takes %s for dollars', (text, expected) => expect(marked(text)).toBe(expected));

  it('never touches display formulas and escaped dollars', () => {
    expect(plainDollars('$$x$$ and \\$5')).toEqual([]);
  });

  it('gives ascending offsets of dollars for any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('$', 'a', '1', ' ', '\\', '`', '\n', '_'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (value) => {
        const offsets = plainDollars(value);
        expect(offsets.every((offset) => value[offset] === '$')).toBe(true);
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
      }),
    );
  });
});
