import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAdmonitions } from '../../server/src/corpus/admonitions.ts';

const mask = (text: string) => maskAdmonitions(text, [], '\uE000').replaceAll('\uE000', '·');

describe('maskAdmonitions', () => {
  it('shows an admonition as a list item of the same length, its title where it was', () => {
    expect(mask('??? question "Why?"\n    Because.\n')).toBe('-   ··········Why?·\n    Because.\n');
    expect(mask('!!! note\n\n    Mind it.\n')).toBe('+   ····\n\n    Mind it.\n');
  });

  it('hides a title that only opens what it hides', () => {
    expect(mask('??? tip "Show answer"\n    So.\n')).toBe('-   ·················\n    So.\n');
  });

  it('hides the marks of Docusaurus, and only those', () => {
    expect(mask(':::tip Mind it\ntext\n:::\n')).toBe('       Mind it\ntext\n   \n');
    expect(mask('a ::: b\n::::\n::x\n')).toBe('a ::: b\n    \n::x\n');
  });

  it('leaves code, and marks without an indented text, as they are', () => {
    const code = '```\n??? note "A"\n    b\n```\n';
    expect(maskAdmonitions(code, [{ start: 0, end: code.length }], '\uE000')).toBe(code);
    expect(mask('??? what\ntext\n')).toBe('??? what\ntext\n');
    expect(mask('!!! wow !!!\n    code\n')).toBe('!!! wow !!!\n    code\n');
  });

  it('never changes the length or the line ends of a text', () => {
    const line = fc.constantFrom(
      '??? a "b"',
      '!!! c',
      '???+ d',
      '    text',
      '',
      '\ttext',
      'text',
      '??? a"b"',
    );
    const text = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
      .map(([lines, end]) => lines.join(end));
    fc.assert(
      fc.property(text, (given) => {
        const masked = mask(given);
        expect(masked).toHaveLength(given.length);
        expect(masked.replace(/[^\r\n]/g, '')).toBe(given.replace(/[^\r\n]/g, ''));
      }),
    );
  });
});
