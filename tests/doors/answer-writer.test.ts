import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerWriter } from '../../server/src/cli/answer-writer.ts';

function written(pieces: readonly string[], width: number): string {
  let text = '';
  const writer = createAnswerWriter({ width, style: (word) => word, write: (piece) => (text += piece) });
  for (const piece of pieces) writer.push(piece);
  writer.end();
  return text;
}

describe('createAnswerWriter', () => {
  it('wraps prose at words', () => {
    expect(written(['One two three four five six.'], 10)).toBe('One two\nthree four\nfive six.\n');
  });

  it('keeps a word that is longer than the line, and a no-break space', () => {
    expect(written(['A handle_unknown_categories\u00a0[1] here.'], 12)).toBe(
      'A\nhandle_unknown_categories [1]\nhere.\n',
    );
  });

  it('never breaks inside inline code', () => {
    expect(written(['Use `[x for x in xs]` now, or ``a ` b``.'], 12)).toBe(
      'Use\n`[x for x in xs]`\nnow, or\n``a ` b``.\n',
    );
  });

  it('leaves fences, indented code, tables and formulas as they are', () => {
    const text =
      '```python\nfor x in xs:\n    print(x)   # a long comment\n```\n\n    indented   code here\n\n| a | b   |\n|---|---|\n\n$$ a   b $$\n';
    expect(written([text], 8)).toBe(text);
  });

  it('does not take a shorter fence for the end of a longer one', () => {
    const text = '````md\n```\na  b  c  d  e  f\n```\n````\n';
    expect(written([text], 8)).toBe(text);
  });

  it('indents what wraps under a list mark', () => {
    expect(written(['- one two three\n10. four five six'], 10)).toBe(
      '- one two\n  three\n10. four\n    five\n    six\n',
    );
  });

  it('writes words as they come, before their line ends', () => {
    let text = '';
    const writer = createAnswerWriter({
      width: 40,
      style: (word) => word,
      write: (piece) => (text += piece),
    });
    writer.push('A list comprehension is conc');
    expect(text).toBe('A list comprehension is');
  });

  it('removes what a terminal would obey, also where it is cut across pieces', () => {
    expect(written(['a \u001b', '[31mred\u001b[0m\u202e wo', 'rd\n```\n\u001b]0;x\u0007y\n```'], 40)).toBe(
      'a red word\n```\ny\n```\n',
    );
  });

  it('writes the same however the text is cut, and loses no character but white space', () => {
    const text = fc.array(
      fc.constantFrom(
        'word',
        '`a b`',
        '`',
        '``',
        '```\n',
        '\n',
        '\n\n',
        ' ',
        '- x',
        '    code',
        '| a |',
        '日本',
        '$$',
        '**b**',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 4, max: 60 }),
        (parts, size, width) => {
          const whole = parts.join('');
          const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const result = written(pieces, width);
          expect(result).toBe(written([whole], width));
          expect(result.replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
        },
      ),
    );
  });
});
