const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBER_WORD = `(?:${[...UNITS, ...TENS, 'hundred', 'and', 'thousand'].join('|')})`;
const LABEL = '(?:questions?|entry|entries|number|nos?\\.?|q\\.?|#)';
/** A label followed by one or more numbers: "question 112", "Q.108", "#116", "questions 105 and 110". */
const REFERENCE = new RegExp(
  `(?<![\\w#])${LABEL}\\s*(?:${LABEL}\\s*)?((?:#?\\d{1,5}\\b(?:\\s*(?:,|and|&|or|vs\\.?)\\s*(?=#?\\d))?)+|${NUMBER_WORD}(?:[\\s-]+${NUMBER_WORD})*\\b)`,
  'giu',
);
/** A verb of showing followed by bare numbers: "summarise 105 and 110". */
const BARE =
  /^\s*(?:please\s+)?(?:summari[sz]e|show|explain|compare|give|read|open)\s+(?:me\s+)?((?:\d{1,5}\b(?:\s*(?:,|and|&|or|vs\.?)\s*(?=\d))?)+)\s*(?:please)?[.?!]*\s*$/iu;

/** The question numbers that a question names, as written in documents; a question that names none gives []. */
export function questionNumbers(question: string): string[] {
  const groups = [...question.matchAll(REFERENCE), ...question.matchAll(new RegExp(BARE.source, 'giu'))];
  const numbers = groups.flatMap(([, group = '']) =>
    /\d/.test(group) ? [...group.matchAll(/\d+/g)].map(([digits]) => digits) : (wordsToNumber(group) ?? []),
  );
  return [...new Set(numbers)];
}

/** What is left of the question without the reference; empty when the whole question is a lookup. */
export function withoutNumbers(question: string): string {
  return question.replace(BARE, ' ').replace(REFERENCE, ' ').replace(/\s+/g, ' ').trim();
}

/** "one hundred and eleven" → "111"; `null` when the words are no number. */
function wordsToNumber(text: string): string | null {
  let total = 0;
  let current = 0;
  let isNumber = false;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    const unit = UNITS.indexOf(word);
    const ten = TENS.indexOf(word);
    if (unit >= 0) current += unit;
    else if (ten >= 0) current += (ten + 2) * 10;
    else if (word === 'hundred') current = Math.max(1, current) * 100;
    else if (word === 'thousand') [total, current] = [total + Math.max(1, current) * 1000, 0];
    else if (word !== 'and') return null;
    if (word !== 'and') isNumber = true;
  }
  return isNumber ? String(total + current) : null;
}
