import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropThinking, hideSecrets, type StreamFilter } from '../../server/src/answer/stream-filters.ts';

const run = (filter: StreamFilter, parts: readonly string[]) =>
  parts.map((part) => filter.push(part)).join('') + filter.end();

const cut = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];

describe('dropThinking', () => {
  test.each([1, 2, 5, 100])('removes thoughts in pieces of %i', (size) => {
    const text = '<think>Hm, 【1】 …</think>\n\nAn answer.<THINKING>more</THINKING> End';
    expect(run(dropThinking(), cut(text, size)).trim()).toBe('An answer. End');
  });

  test('removes a closing tag that was never opened, and what an opening one leaves open', () => {
    expect(run(dropThinking(), ['</think>An answer.<think>and so on'])).toBe('An answer.');
  });

  test('keeps tags in code, and text that only looks like one', () => {
    const text = 'Use `<think>` here.\n```html\n<think>x</think>\n```\n1 < 2 and <thin>';
    expect(run(dropThinking(), cut(text, 3))).toBe(text);
  });

  test('gives out the same text however it is cut', () => {
    const part = fc.constantFrom(
      '<think>',
      '</think>',
      'a',
      ' ',
      '`',
      '\n',
      '<',
      'thin',
      '<thinking>',
      '```\n',
      'b.',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const text = parts.join('');
        expect(run(dropThinking(), cut(text, size))).toBe(run(dropThinking(), [text]));
      }),
      { numRuns: 500 },
    );
  });
});

describe('hideSecrets', () => {
  const SECRET = 'sk-0123456789';

  test('hides a secret however it is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (a, b, size) => {
          const shown = run(hideSecrets([SECRET]), cut(`${a}${SECRET}${b}`, size));
          expect(shown).not.toContain(SECRET);
          expect(shown).toContain('(hidden)');
        },
      ),
    );
  });

  test('passes everything else on, at once where nothing can become a secret', () => {
    const filter = hideSecrets([SECRET]);
    expect(filter.push('a tank')).toBe('a tank');
    expect(filter.push(' sk-01')).toBe(' ');
    expect(filter.push('x')).toBe('sk-01x');
  });

  test('does not hide what is too short to be a secret', () => {
    expect(run(hideSecrets(['none']), ['none of it'])).toBe('none of it');
  });
});
