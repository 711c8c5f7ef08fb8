import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeMarkers,
  findMarkers,
  renumberMarkers,
  stripMarkers,
} from '../../server/src/answer/citation-marker.ts';

const numbersIn = (markdown: string) => findMarkers(markdown).map((marker) => marker.numbers);

/** Text in which a marker would be recognised, code in which it would not, and pieces that open or close things. */
const code = fc.constantFrom(
  '`x[0]【1】`',
  '``a ` 【2】``',
  '\n\n```py\nd = {"k": "【3】"}\n  indent【1, 2】\n```\n\n',
  '\n\n    indented【4】\n\n',
  '$\\lambda【1】$',
  '[text【1】](https://example.com/【2】)',
  '<b title="【1】">',
);
const prose = fc.constantFrom(
  'A list is mutable',
  'use nums[0]',
  'it costs $5',
  'x < y',
  '*so*',
  '\n\n',
  '. ',
  '\n- item ',
);
const marker = fc.constantFrom('so【1】', 'so【1, 2】', 'so 【３】', 'so【4】【5】');

describe('findMarkers', () => {
  test('reads one number, several, full-width digits and the dagger form', () => {
    expect(numbersIn('a【1】 b【2, 3】 c【１２】 d【4】【5】 e【6†source】')).toEqual([
      [1],
      [2, 3],
      [12],
      [4],
      [5],
      [6],
    ]);
  });

  test('leaves square brackets, footnotes and empty or worded brackets alone', () => {
    expect(numbersIn('a[1] b[^1] c【】 d【see 1】 e【1 2】')).toEqual([]);
  });

  test('recognises nothing in code, math, links or HTML', () => {
    const guarded =
      '`a【1】` $x^2【1】$ [b【1】](u) <i title="【1】">\n\n```\n【1】\n```\n\n    【1】\n\n$$\n【1】\n$$';
    expect(numbersIn(guarded)).toEqual([]);
  });

  test('recognises markers between dollars that are no math', () => {
    expect(numbersIn('It costs $5【1】 or $10【2】, set $PATH【3】 and $HOME【4】')).toEqual([
      [1],
      [2],
      [3],
      [4],
    ]);
  });

  test('takes an unclosed fence for code to its end', () => {
    expect(numbersIn('Text【1】\n\n```py\nx = 1【2】')).toEqual([[1]]);
  });

  test('gives offsets of exactly the marker', () => {
    const text = '**Bold**, `code` and é 🙂【12】.';
    const [found] = findMarkers(text);
    expect(text.slice(found?.start, found?.end)).toBe('【12】');
  });
});

describe('rewriting', () => {
  test('maps numbers and drops those that map to null with the blanks before them', () => {
    expect(renumberMarkers('a 【1】. b【2, 7】.', (n) => (n === 1 ? null : n + 1))).toBe('a. b【3】【8】.');
  });

  test('escapes foreign markers so that they are shown and never recognised', () => {
    const escaped = escapeMarkers('the source says 【1】 and `【2】`');
    expect(escaped).toBe('the source says &#12304;1】 and `【2】`');
    expect(findMarkers(escaped)).toEqual([]);
  });

  test('keeps code, math, links and HTML byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(code, prose, marker), { maxLength: 12 }), (parts) => {
        const markdown = parts.join(' ');
        const found = findMarkers(markdown);
        const outside = (from: string) => from.replace(/【[^】]*】/gu, '');
        const stripped = stripMarkers(markdown);
        expect(findMarkers(stripped)).toEqual([]);
        expect(outside(stripped).replace(/[ \t]/gu, '')).toBe(outside(markdown).replace(/[ \t]/gu, ''));
        const kept = (markdown.match(/【/gu) ?? []).length - found.length;
        expect((stripped.match(/【/gu) ?? []).length).toBe(kept);
      }),
      { numRuns: 300 },
    );
  });
});
