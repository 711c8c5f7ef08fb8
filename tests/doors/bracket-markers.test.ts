import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracketMarkers, withBracketMarkers } from '../../server/src/bracket-markers.ts';

describe('bracketMarkers', () => {
  it.each([
    ['A.【1】', 'A. [1]'],
    ['A.【1】【2】 B.', 'A. [1][2] B.'],
    ['A.【1, 2】', 'A. [1][2]'],
    ['A【1】(b)', 'A [1] (b)'],
    ['A\n【1】: b', 'A\n[1] : b'],
    ['`x【1】` and `y[0]`', '`x【1】` and `y[0]`'],
    ['```\n【1】\n```', '```\n【1】\n```'],
    ['See ![chart](https://evil.example/x.png).', 'See [chart](https://evil.example/x.png).'],
    ['`![chart](x)`', '`![chart](x)`'],
  ])('turns %j into %j', (text, expected) => {
    expect(withBracketMarkers(text)).toBe(expected);
  });

  it('gives the same text however it is cut', () => {
    const text = fc.array(
      fc.constantFrom(
        'word',
        '`',
        '```\n',
        '\n',
        '\n\n',
        ' ',
        '【1】',
        '【2, 3】',
        '【',
        '(',
        ':',
        '!',
        '[a](b)',
        '$x$',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (parts, size) => {
        const whole = parts.join('');
        const converter = bracketMarkers();
        const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const streamed = pieces.map((piece) => converter.push(piece)).join('') + converter.end();
        expect(streamed).toBe(withBracketMarkers(whole));
      }),
    );
  });
});
