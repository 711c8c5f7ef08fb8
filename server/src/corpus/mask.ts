import { plainDollars } from './dollars.ts';
import { frontMatter } from './front-matter.ts';
import type { Span } from './types.ts';

/** A text of the same length as the document's, safe to hand to the Markdown parser; offsets agree. */
export interface MaskedText {
  readonly text: string;
  /** Stands for a `$` that is not mathematics. */
  readonly dollar: string;
  /** Stands for a character of HTML that would otherwise change the block structure. */
  readonly filler: string;
}

/**
 * Hides from the parser what it would misread, character for character: the byte order mark (the parser drops it
 * and shifts every offset), front matter, invisible characters at the start of a line, the no-break space that
 * keeps `### 7.` from being a heading, and dollars that are not mathematics.
 */
export function maskDocument(text: string): MaskedText {
  const [dollar, filler] = unusedCharacters(text);
  const units = [...maskLineStarts(maskFrontMatter(text)).split('')];
  for (const offset of plainDollars(text)) units[offset] = dollar;
  return { text: units.join(''), dollar, filler };
}

/** Blanks spans of a text: every character but line ends becomes the filler. */
export function blank(text: string, spans: readonly Span[], filler = ' '): string {
  let result = '';
  let position = 0;
  for (const span of spans) {
    result += text.slice(position, span.start);
    result += text.slice(span.start, span.end).replace(/[^\r\n]/g, filler);
    position = span.end;
  }
  return result + text.slice(position);
}

function maskFrontMatter(text: string): string {
  const found = frontMatter(text);
  return found ? blank(text, [found]) : text;
}

function maskLineStarts(text: string): string {
  return text
    .replace(/^[\uFEFF\u200B-\u200D\u2060]+/gm, (run) => ' '.repeat(Math.min(run.length, 3)) + run.slice(3))
    .replace(/^([ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)]))\u00A0/gm, '$1 ')
    .replace(/^[ \t]*\u00A0[ \t\u00A0]*$/gm, (run) => ' '.repeat(run.length));
}

/** Two private-use characters that the text does not hold. */
function unusedCharacters(text: string): [string, string] {
  const unused: string[] = [];
  for (let code = 0xe000; unused.length < 2; code += 1) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) unused.push(character);
  }
  return [unused[0] ?? '', unused[1] ?? ''];
}
