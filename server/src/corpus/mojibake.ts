import type { Repair } from './types.ts';

/** Windows-1252 code points that differ from Latin-1, and the byte each was read from. */
const CP1252: ReadonlyMap<number, number> = new Map(
  Array.from('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ', (character, index): [number, number] => [
    character.charCodeAt(0),
    [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94,
      0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ][index] ?? 0,
  ]),
);

/** One damaged sequence starts with the UTF-8 lead byte of what it was. */
const LEAD = /[\u00C2\u00C3\u00E2-\u00EF\u00F0]/g;

/**
 * Finds UTF-8 that was once read as Windows-1252 or Latin-1 (`ðŸŸ¡` for 🟡, `â€™` for ’) and gives what it was
 * meant to be. Cautious: a sequence counts only if its bytes are valid UTF-8 for a character that such damage
 * is known to come from; text that merely holds `â`, `Ã` or `É»` is left alone. Ordered, not overlapping.
 */
export function findMojibake(text: string): Repair[] {
  const repairs: Repair[] = [];
  LEAD.lastIndex = 0;
  for (let match = LEAD.exec(text); match; match = LEAD.exec(text)) {
    const found = sequenceAt(text, match.index);
    if (!found) continue;
    if (found.isIdeograph && !isIdeographRun(text, found, repairs.at(-1))) continue;
    repairs.push({ start: found.start, end: found.end, text: found.text });
    LEAD.lastIndex = found.end;
  }
  return joinAdjacent(repairs);
}

/** The text with its encoding damage repaired. */
export function repairMojibake(text: string): string {
  let result = '';
  let position = 0;
  for (const repair of findMojibake(text)) {
    result += text.slice(position, repair.start) + repair.text;
    position = repair.end;
  }
  return result + text.slice(position);
}

interface Sequence extends Repair {
  /** Accepted only beside another one: a single `ç»` may be real text. */
  readonly isIdeograph: boolean;
}

function sequenceAt(text: string, start: number): Sequence | null {
  const lead = text.charCodeAt(start);
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  let code = lead & (length === 2 ? 0x1f : length === 3 ? 0x0f : 0x07);
  for (let offset = 1; offset < length; offset += 1) {
    const byte = byteOf(text.charCodeAt(start + offset));
    if (byte === null || byte < 0x80 || byte > 0xbf) return lostClosingQuote(text, start, offset);
    code = (code << 6) | (byte & 0x3f);
  }
  if (!isExpected(code, length)) return null;
  const isIdeograph = lead > 0xe2 && lead < 0xef;
  return { start, end: start + length, text: String.fromCodePoint(code), isIdeograph };
}

/** `”` ends in byte 9D, which Windows-1252 lacks and many tools drop: `â€` before a space or a mark. */
function lostClosingQuote(text: string, start: number, offset: number): Sequence | null {
  const isLost =
    offset === 2 && text.startsWith('â€', start) && /^(?:[\s.,;:!?)\]*]|$)/.test(text.slice(start + 2));
  return isLost ? { start, end: start + 2, text: '”', isIdeograph: false } : null;
}

function byteOf(code: number): number | null {
  if (Number.isNaN(code)) return null;
  return CP1252.get(code) ?? (code <= 0xff ? code : null);
}

function isExpected(code: number, length: number): boolean {
  if (length === 2) return code >= 0xa0 && code <= 0xff;
  if (length === 4) return code >= 0x1f000 && code <= 0x1faff;
  const isPunctuationOrSymbol = code >= 0x2000 && code <= 0x2bff;
  const isIdeograph = code >= 0x3000 && code <= 0xd7ff;
  return isPunctuationOrSymbol || isIdeograph || (code >= 0xf900 && code <= 0xffff);
}

function isIdeographRun(text: string, found: Sequence, previous: Repair | undefined): boolean {
  if (previous?.end === found.start) return true;
  const next = found.end < text.length ? sequenceAt(text, found.end) : null;
  return next?.isIdeograph ?? false;
}

function joinAdjacent(repairs: readonly Repair[]): Repair[] {
  const joined: Repair[] = [];
  for (const repair of repairs) {
    const last = joined.at(-1);
    if (last?.end === repair.start) {
      joined[joined.length - 1] = { start: last.start, end: repair.end, text: last.text + repair.text };
    } else {
      joined.push(repair);
    }
  }
  return joined;
}
