import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from '../../web/src/markdown/split-blocks.ts';

const blocks = (text: string) => splitBlocks(text).map(({ start, end }) => text.slice(start, end));

describe('splitBlocks', () => {
  it('cuts at blank lines', () => {
    expect(blocks('one\ntwo\n\n\nthree\n')).toEqual(['one\ntwo', 'three']);
  });

  it('keeps fences, display formulas and lists whole', () => {
    const parts = ['```python\na\n\nb\n```', '$$\nx\n\ny\n$$', '- a\n\n- b\n\n  more', 'end'];
    expect(blocks(parts.join('\n\n'))).toEqual(parts);
  });

  it('leaves what is not finished open', () => {
    expect(blocks('text\n\n```js\na\n\nb')).toEqual(['text', '```js\na\n\nb']);
  });

  it('does not take inline code with three backticks for a fence', () => {
    expect(blocks('```x``` is code\n\nnext')).toEqual(['```x``` is code', 'next']);
  });

  it('changes nothing before the last block when text is added', () => {
    const piece = fc.constantFrom('a', ' b', '\n', '\n\n', '```\n', '- c\n', '$$\n', '1. d', '> e');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 6 }), (first, more) => {
        const before = splitBlocks(first.join(''));
        const after = splitBlocks(first.join('') + more.join(''));
        expect(after.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      }),
    );
  });
});
