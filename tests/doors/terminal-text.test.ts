import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, jsonForTerminal, plainForTerminal } from '../../server/src/cli/terminal-text.ts';

describe('plainForTerminal', () => {
  it.each([
    ['a colour', 'a\u001b[31mred\u001b[0m b', 'ared b'],
    ['a window title', '\u001b]0;pwned\u0007x', 'x'],
    ['a link', '\u001b]8;;http://evil.example\u001b\\x\u001b]8;;\u001b\\', 'x'],
    ['C1 forms of both', '\u009b31mx\u009d0;t\u009cy', 'xy'],
    ['a cursor move and a reset', '\u001b[2J\u001b[Hx\u001bc', 'x'],
    ['an unfinished sequence', 'x\u001b[', 'x'],
    ['overwriting', 'safe\revil\b\b', 'safeevil'],
    ['reversed text', 'a\u202egnp.exe\u202c \u2066b\u2069', 'agnp.exe b'],
    ['hidden letters', 'a\u{e0041}\u{e0042}\u200bb\ufeff', 'ab'],
  ])('removes %s', (_, text, expected) => {
    expect(plainForTerminal(text)).toBe(expected);
  });

  it('keeps code, tabs, line breaks, accents and emoji', () => {
    const text = 'for x in xs:\n\tprint(x[0])  # é 日本 🐍 👩\u200d💻';
    expect(plainForTerminal(text)).toBe(text);
  });

  it('lets no control character through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainForTerminal(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});

describe('jsonForTerminal', () => {
  it('means the same and holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonForTerminal({ text });
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['e\u0301', 1],
    ['日本', 4],
    ['🐍', 2],
  ])('of %s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});
