import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMojibake, repairMojibake } from '../../server/src/corpus/mojibake.ts';

/** Reads the UTF-8 of a text as Windows-1252, as broken tools do. */
function damage(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
}

describe('repairMojibake', () => {
  it.each(['🟡 101–120', 'don’t', '“quoted”', 'a → b', '✅ done', '…', 'café', 'naïve', '≤ 5', '日本語'])(
    'repairs damaged %s',
    (text) => {
      expect(repairMojibake(damage(text))).toBe(text);
    },
  );

  it.each([
    'Â is a letter',
    'château',
    'Ã',
    'CAFÉ»',
    'à «quoi»',
    'â',
    '€5',
    'Dvořák',
    'ça va',
    'São Paulo',
    'plain',
  ])('leaves %s alone', (text) => {
    expect(repairMojibake(text)).toBe(text);
  });

  it('restores a closing quotation mark whose last byte was lost', () => {
    expect(repairMojibake('â€œsoâ€ it')).toBe('“so” it');
  });

  it('joins neighbouring damage into one span that says what stood there', () => {
    expect(findMojibake('x ðŸŸ¡â€“ y')).toEqual([{ start: 2, end: 9, text: '🟡–' }]);
  });

  it('finds nothing in ASCII, and ordered spans in anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(findMojibake(text)).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('â', 'Ã', 'ð', '€', '™', 'Ÿ', '¡', '“', 'a', '\u009d', ' ') }),
        (text) => {
          let end = 0;
          for (const repair of findMojibake(text)) {
            expect(repair.start).toBeGreaterThanOrEqual(end);
            end = repair.end;
          }
        },
      ),
    );
  });
});
