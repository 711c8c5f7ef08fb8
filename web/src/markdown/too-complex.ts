/** Longest text that is parsed in one piece, in UTF-16 units: `*a` 50,000 times takes the parser 28 s. */
export const MAX_PARSED = 16_000;

/** Above this length a text must look like one that people write. */
const SURELY_FAST = 2_000;

/** Share of marks in a text: prose stays below .1, code and formulas below .2; texts made to be slow lie above .3. */
const MAX_MARKS = 0.25;

/** So many lines of so few characters each are headings, quotes or items made to be slow, not text. */
const MANY_LINES = 300;
const SHORT_LINE = 6;

/** More than 16 levels of lists and quotes on one line; the parser's time grows steeply with each. */
const NESTED = /^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))){17}/m;

/**
 * Whether a text could hold up the page if it were parsed: the parser's time grows with the square of some
 * inputs, and nesting costs a level of recursion each. Measured on 40 kinds of such inputs of 16,000 characters:
 * what passes takes at most a fifth of a second.
 */
export function isTooComplex(text: string): boolean {
  if (text.length > MAX_PARSED || NESTED.test(text)) return true;
  if (text.length <= SURELY_FAST) return false;
  const marks = text.match(/[*_~[\]<>!$\\&]/g)?.length ?? 0;
  const lines = text.match(/\n/g)?.length ?? 0;
  return marks / text.length > MAX_MARKS || (lines > MANY_LINES && text.length / lines < SHORT_LINE);
}
