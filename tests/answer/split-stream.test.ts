import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMarkers } from '../../server/src/answer/citation-marker.ts';
import { openSplitter, type StreamPiece } from '../../server/src/answer/split-stream.ts';

function split(chunks: readonly string[]): StreamPiece[] {
  const splitter = openSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

/** The stream written out again, with recognised markers as `<n>` so that they differ from those left alone. */
function written(pieces: readonly StreamPiece[]): string {
  return pieces
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      return piece.type === 'marker' ? `${piece.space}<${piece.numbers.join()}>` : piece.raw;
    })
    .join('');
}

function cut(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = [];
  let position = 0;
  for (let i = 0; position < text.length; i++) {
    const size = Math.max(1, sizes[i % Math.max(1, sizes.length)] ?? 3);
    chunks.push(text.slice(position, position + size));
    position += size;
  }
  return chunks;
}

describe('openSplitter', () => {
  test('gives out text at once and a marker only when it is whole', () => {
    const splitter = openSplitter();
    expect(splitter.push('Lists are mutable ')).toEqual([{ type: 'text', text: 'Lists are mutable' }]);
    expect(splitter.push('【1')).toEqual([]);
    expect(splitter.push('2】.')).toEqual([
      { type: 'marker', raw: '【12】', space: ' ', numbers: [12] },
      { type: 'text', text: '.' },
    ]);
  });

  test('waits for an open backtick and then leaves the marker in the code alone', () => {
    const splitter = openSplitter();
    expect(written(splitter.push('Write `d[0]【1】'))).toBe('Write `d[0]');
    expect(written(splitter.push(' + 1` here【2】. '))).toBe('【1】 + 1` here<2>.');
  });

  test('gives up waiting for a backtick at the end of the paragraph', () => {
    expect(written(split(['a ` b【1】', ' c', '\n\nd`']))).toBe('a ` b<1> c\n\nd`');
  });

  test('leaves markers in fences alone, closed or not', () => {
    expect(written(split(['```py\nx【1】\n', '```\n\ny【2】\n\n```\nz【3】']))).toBe(
      '```py\nx【1】\n```\n\ny<2>\n\n```\nz【3】',
    );
  });

  test('drops a marker that is cut off at the end', () => {
    expect(written(split(['A list is mutable 【1', '']))).toBe('A list is mutable');
  });

  test('finds images and addresses in text, not in code', () => {
    const pieces = split(['See ![x](htt', 'ps://evil.example/?q=1) or `![y]` and `http://in.code/`, 7//2']);
    expect(pieces.filter((piece) => piece.type === 'image')).toHaveLength(1);
    expect(pieces.filter((piece) => piece.type === 'address')).toEqual([
      { type: 'address', raw: 'https://evil.example/?q=1' },
    ]);
  });

  test('recognises the same markers however the text is cut', () => {
    const part = fc.constantFrom(
      ...[
        'A list',
        ' `x[0]',
        '` ',
        '``',
        '\n\n',
        '\n```\n',
        '【1】',
        ' 【2, 3】',
        '【４',
        '】',
        '$',
        ' $5 ',
        '[a',
        '](u)',
      ],
      ...[
        '<b ',
        '>',
        '.',
        '\n- ',
        '\n    ',
        '|',
        '*',
        '![',
        'https://a.example/b ',
        '//',
        '【1】`',
        '\\',
        '  ',
        '!',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 14 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (parts, sizes) => {
          const text = parts.join('');
          const pieces = split(cut(text, sizes));
          const whole = pieces.map((piece) =>
            piece.type === 'marker' ? piece.space + piece.raw : written([piece]),
          );
          expect(text.startsWith(whole.join(''))).toBe(true);
          expect(text.slice(whole.join('').length)).toMatch(/^(?:[ \t]*【[\d４ ]*)?$/u);
          const numbers = pieces.flatMap((piece) => (piece.type === 'marker' ? [piece.numbers] : []));
          expect(numbers).toEqual(findMarkers(whole.join('')).map((found) => found.numbers));
        },
      ),
      { numRuns: 600 },
    );
  });
});
