import { addressed, invertStatement, splitWords, type IsOrdinary } from './question-inversion.ts';
import { mayBeVerb } from './question-verbs.ts';

/** A longer sentence is no sentence, or none that a short question can be made of. UTF-16 units. */
const MAX_SENTENCE = 400;
/** A question longer than this is no longer read at a glance. */
const MAX_WORDS = 16;
const MAX_CODE = 40;
/** Words of a condition or a purpose: fewer say nothing, more are a story. */
const MIN_CONDITION = 3;
const MAX_CONDITION = 12;

/** What makes sense only beside the sentence before it, or is no plain text. */
const UNCLEAR =
  /\b(?:it|its|itself|this|that|these|those|they|them|their|theirs|he|she|his|her|here|there|such|same|former|latter|above|below|otherwise|so|then|too|also|again|instead|now|etc|e\.g|i\.e|one|ones)\b|[()[\]{}"“”$\\|<>*_…—–;:!?]|\.\.|\d{3,}/i;
const CODE = /`[^`]*`/g;
/** Code with texts or several arguments in it is somebody's example. */
const CODE_WITH_VALUES = /`[^`]*(?:["',;{[]| = )[^`]*`/;
/** What is named only by what was said before. */
const UNNAMED =
  /^(?:any|anything|both|none|neither|either|all|nothing|everything|each|some|only|not|others?|another)\b/i;
/** "Table A", "12 partitions", "twenty scans": the numbers and letters of an example. */
const EXAMPLE_NAME = /\b(?:[A-HJ-Z]|\d[\w.,%]*|ten|twenty|fifty|hundred|thousand|million)(?![\w'])/;
/** An example makes a question about the example. */
const EXAMPLE = /^["“'\s]*(?:for example|for instance|say|suppose|imagine|e\.g\.)/i;
const OPENING =
  /^(?:however|therefore|moreover|furthermore|additionally|in practice|in addition|also|still|so|but|and|then|instead|conversely|similarly|usually|generally|typically|in general|by default|crucially|importantly|note that)\b,?\s+/i;
/** Which part of "is A and B when" or of "is not A when" the condition belongs to is not known. */
const DIVIDED = /\b(?:not|never|and|or|but)\b|n't\b/;
/** "X is the process of … when": what X is, not when; "to see when": an object, not a condition. */
const DEFINING = /\b(?:is|are) (?:the|an?) (?!better|best|right|wrong|good|bad|preference)|\bto [a-z]+$/;
/** What an author who gives advice begins with. */
const ADVICE =
  /^(?:(?:simply|just|always|first|then|instead) )?(?:I|we|you|use|call|pass|set|fix|implement|run|add|apply|avoid|wrap|choose|prefer|keep|take|make|put|reduce|switch)\b/;

/**
 * Questions that a sentence answers, made of its own words: the purpose it serves, the condition or the reason it
 * gives. Empty where its grammar is not one of the few that turn into a question safely.
 */
export function questionsFromClauses(sentence: string, isOrdinary: IsOrdinary): string[] {
  if (sentence.length > MAX_SENTENCE || EXAMPLE.test(sentence)) return [];
  const clauses = sentence.replace(/^["“'\s]+|["”'\s]+$/g, '').split(/;\s+/);
  return clauses.flatMap((clause) => {
    const text = clause.replace(OPENING, '');
    const questions = [
      purposeQuestion(text),
      openingCondition(text),
      reasonQuestion(text, isOrdinary),
      closingCondition(text, isOrdinary),
    ];
    return questions.filter((question) => question !== null);
  });
}

/** "To keep column names, implement …" asks how to keep column names. */
function purposeQuestion(clause: string): string | null {
  const [, purpose = '', main = ''] = /^To ([^,]+), (.+)$/.exec(clause) ?? [];
  const isDone = mayBeVerb(splitWords(purpose)[0] ?? '') && ADVICE.test(main);
  return isDone && isCondition(purpose) ? question(`How do you ${addressed(purpose)}`) : null;
}

/** "If the classes overlap, …" asks what happens then. */
function openingCondition(clause: string): string | null {
  const [, word = '', condition = '', main = ''] = /^(If|When) ([^,]+), (?!["“'])(.+)$/.exec(clause) ?? [];
  const isAdvice = ADVICE.test(main);
  if (!isCondition(condition) || (!isAdvice && /\b(?:I|we|you)\b/.test(condition))) return null;
  const asks = isAdvice ? 'What do you do' : 'What happens';
  return question(`${asks} ${word.toLowerCase()} ${addressed(condition)}`);
}

/** "S is P because …" asks why S is P. */
function reasonQuestion(clause: string, isOrdinary: IsOrdinary): string | null {
  // "since version 1.2" gives a time.
  const [, because, since] =
    /^(.+?),? because |^(.+?), since (?!(?:\S+ ){0,3}(?:v(?:ersion)?\b|\d))/.exec(clause) ?? [];
  const stated = because ?? since ?? '';
  if (stated === '' || isUnclear(stated)) return null;
  const inverted = invertStatement(stated, { isOrdinary, you: '' });
  return inverted === null || inverted.isBare ? null : question(`Why ${inverted.text}`);
}

/** "S is P when …" asks when S is P. */
function closingCondition(clause: string, isOrdinary: IsOrdinary): string | null {
  const [, stated = ''] = /^(.+?),?(?: only)? (?:when|if) \S+ \S+/.exec(clause) ?? [];
  if (stated === '' || isUnclear(stated) || DIVIDED.test(stated) || DEFINING.test(stated)) return null;
  const inverted = invertStatement(stated.replaceAll(/ only\b/g, ''), { isOrdinary, you: 'would you ' });
  return inverted === null ? null : question(`When ${inverted.text}`);
}

function isCondition(text: string): boolean {
  const words = splitWords(text);
  const isShort = words.length >= MIN_CONDITION && words.length <= MAX_CONDITION;
  return isShort && !UNNAMED.test(text) && !EXAMPLE_NAME.test(text.replace(CODE, ' ')) && !isUnclear(text);
}

function isUnclear(text: string): boolean {
  return CODE_WITH_VALUES.test(text) || UNCLEAR.test(text.replace(CODE, ' x '));
}

function question(text: string): string | null {
  const asked = text.replace(/[\s,.]+$/, '');
  const code = asked.match(CODE) ?? [];
  return splitWords(asked).length > MAX_WORDS || code.some(({ length }) => length > MAX_CODE)
    ? null
    : `${asked}?`;
}
