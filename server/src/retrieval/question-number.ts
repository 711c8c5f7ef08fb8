import type { Span } from '../corpus/types.ts';
import { COMMON_WORDS } from './common-words.ts';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBER_WORD = `(?:${[...UNITS, ...TENS, 'hundred', 'thousand'].join('|')})`;
const WORDS = `${NUMBER_WORD}(?:(?:[\\s-]+and)?[\\s-]+${NUMBER_WORD})*\\b`;
/** "1,440" is one number, "105,110" are two. */
const NUMERAL = '#?(?:\\d{1,2},\\d{3}|\\d{1,5})\\b(?!\\.\\d)';
const NUMERALS = `${NUMERAL}(?:\\s*(?:,|and|&|or|vs\\.?)\\s*${NUMERAL})*`;

/** "question 112", "Q.108", "entry no. 7", "questions 105 and 110". */
const NAMED = `(?<![\\w#])(?:(?:questions?|entry|entries)\\s*(?:numbers?|nos?\\.?)?|q\\.?)\\s*(?<numbers>${NUMERALS}|${WORDS})`;
/** "#116", and nothing that a colour or a comment in code would be. */
const HASHED = `(?<![\\w#&/])(?<numbers>#\\d{1,5}\\b(?:\\s*(?:,|and|&|or|vs\\.?)\\s*#\\d{1,5}\\b)*)`;
/** "number 112" only where no noun follows that the number counts or ranks: not "number 1 reason". */
const NUMBERED = `(?<!\\b(?:the|an?|any|random|prime)\\s)(?<![\\w#])(?:numbers?|nos?\\.?)\\s*(?<numbers>${NUMERALS}|(?!${NUMBER_WORD}\\s*$)${WORDS})(?=\\s*(?:[?.!,;:]|$)|\\s+(?:please|says?|and|about|again|in[ -]?(?:short|detail|depth))\\b)`;
const REFERENCE = new RegExp(
  [NAMED, HASHED, NUMBERED].map((form, index) => form.replace('<numbers>', `<numbers${index}>`)).join('|'),
  'giu',
);
/** Nothing but numbers, perhaps after a verb of showing: "summarise 105 and 110", "one hundred and eleven". */
const BARE = new RegExp(
  `^\\s*(?:please\\s+)?(?:(?:summari[sz]e|show|explain|compare|give|read|open)\\s+(?:me\\s+)?)?(?:(?<numbers0>${NUMERALS})|(?<numbers1>${NUMBER_WORD}[\\s-]+(?:and[\\s-]+)?${WORDS}))\\s*(?:please)?[.?!]*\\s*$`,
  'giu',
);

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
/** The third quarter of a year, unless the question holds nothing else. */
const QUARTER = /^Q[1-4]$/;
const LOOKUP_WORD =
  /^(?:questions?|answers?|entry|short|brief|detail|in-?depth|depth|part|summari[sz]e|again|vs)$/i;

/** The question numbers that a question names, as written in documents; a question that names none gives []. */
export function questionNumbers(question: string): string[] {
  return [...new Set(references(question).flatMap(({ numbers }) => numbers))];
}

/** What is left of the question without the references; empty when the whole question is a lookup. */
export function withoutNumbers(question: string): string {
  return without(question, references(question)).replace(/\s+/g, ' ').trim();
}

interface Reference extends Span {
  readonly numbers: readonly string[];
}

/** Where the question names entries by number: never inside code. */
function references(question: string): Reference[] {
  const text = question.replace(CODE, (code) => ' '.repeat(code.length));
  const found = [...text.matchAll(BARE)];
  if (found.length === 0) found.push(...text.matchAll(REFERENCE));
  return found
    .map((match) => {
      const group = Object.values(match.groups ?? {}).find(Boolean) ?? '';
      return { start: match.index, end: match.index + match[0].length, numbers: readNumbers(group) };
    })
    .filter((reference, _, all) => reference.numbers.length > 0 && !isQuarter(question, reference, all));
}

function isQuarter(question: string, { start, end }: Reference, all: readonly Reference[]): boolean {
  if (!QUARTER.test(question.slice(start, end))) return false;
  const words = without(question, all).match(/[\p{L}\p{N}-]+/gu) ?? [];
  return words.some((word) => !COMMON_WORDS.has(word.toLowerCase()) && !LOOKUP_WORD.test(word));
}

function without(text: string, spans: readonly Span[]): string {
  return spans.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

function readNumbers(group: string): string[] {
  if (!/\d/.test(group)) return [String(wordsToNumber(group))];
  return [...group.matchAll(/\d{1,2},\d{3}\b|\d+/g)].map(([digits]) => digits.replace(',', ''));
}

/** "one hundred and eleven" → 111 */
function wordsToNumber(text: string): number {
  let total = 0;
  let current = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    if (word === 'hundred') current = Math.max(1, current) * 100;
    else if (word === 'thousand') [total, current] = [total + Math.max(1, current) * 1000, 0];
    else if (TENS.includes(word)) current += 10 * (TENS.indexOf(word) + 2);
    else current += Math.max(0, UNITS.indexOf(word));
  }
  return total + current;
}
