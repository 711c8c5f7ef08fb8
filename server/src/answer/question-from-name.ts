import type { Usage } from './document-usage.ts';
import { baseForm, isVerb } from './question-verbs.ts';

/** Longest term, in UTF-16 units and in words. */
const MAX_LENGTH = 40;
const MAX_WORDS = 4;
/** After these a term is a name; after those it is a part of a clause. */
const NAMING = /\b(?:called|named|known as|termed|so-called)\s+(?:an?\s+|the\s+)?$/i;
const CLAUSE =
  /\b(?:it|they|we|I|you|that|which|who|this|to|can|cannot|must|should|will|would|may|might|does|do|not|never|is|are|was|were|be|been|being|very|too|much|more|most|less|least|so)\s+$/i;
const GLOSS = /^\s*\((?!\d)/;
/** What follows a name that is being explained. */
const INTRODUCED = /^,? (?:is|are|means?|which|where|refers?)\b/i;
/** A determiner at most two words before: "a small **draft model**". */
const DETERMINER = /\b(an?|each|every|one|its|their|another|any|the|this)(?:\s+[\w-]+){0,2}\s+$/i;
/** A term that begins so is part of a sentence, a label, or no name of its own. */
const NO_TERM = new RegExp(
  `^(?:${(
    'the an? other another same more less most least only all no not any each every both few many some never always too ' +
    'very how what why when where which who if is are be can cannot must should will does do without with within ' +
    'inside before after by for from in on at to as of and or but per than use using step key common main best better ' +
    'good bad important note tip example pros? cons? case rule answer short long high low first second third last next ' +
    'new old whole complete original entire full single one two three four five half several number missing exactly ' +
    'once twice equal large small big tiny huge extra separate actual current remaining multiple serious smallest largest ' +
    'total fixed different your my our its their this that these those'
  ).replaceAll(' ', '|')})\\b`,
  'i',
);
/** Words that no name has inside. */
const INNER =
  /\s(?:the|an?|is|are|not|that|which|if|when|it|its|by|in|of|with|without|than|beyond|before|after|every|other|each)\b/i;
const ADJECTIVE =
  /(?:^(?:earlier|later|faster|slower|higher|lower|larger|smaller|cheaper|safer)$|definite|'s|ly|able|ible|ous|ful|less|[^aeiou]ed|ised|ized|ated|ical|[^aeiou]ic|ive|endent|istent|icient|arent|alent|evant|undant|inant|icant|ortant|est|ing)$/i;
const NOUN =
  /(?:tion|sion|ment|ness|ity|ance|ence|ency|ancy|ism|ship|age|sis|logy|gram|ure|ing|objective|metric|logic|heuristic|statistic|topic|primitive)$/i;
const PLURAL = /(?:[a-z][^suaiA-Z]s|[^sA-Z]es|^[A-Z]{2,}s)$/;
const ACRONYM = /^[A-Z][A-Za-z]*[A-Z]s?$/;
/** An adjective, where no noun follows. */
const SINGLE_ADJECTIVE = /(?:[^n]al|ed|en|ary)$/i;
/** Letters that are spelt as vowels and spoken as consonants. */
const SPOKEN_AS_CONSONANT = /^(?:uni|use|usa|eu|one)/i;
/** What stands after a noun, rather than after an adjective. */
const AFTER_NOUN =
  /^\s*(?:$|[.,;()—–]|(?:and|or|of|in|for|with|to|by|on|from|at|as|that|which|is|are|can|has|so|because|when|if)\b)/;

/** Where a term stands in its sentence. */
export interface NamePlace {
  readonly before: string;
  readonly after: string;
  readonly isFirst: boolean;
  readonly usage: Usage;
}

/** A name as it is asked about, with its article. */
export interface AskedName {
  readonly name: string;
  readonly isPlural: boolean;
  /** Whether the sentence says what it is, rather than merely mentions it. */
  readonly isIntroduced: boolean;
  readonly question: string;
}

/** A term in bold as a name, if its own words and those around it show it to be one. */
export function questionFromName(bold: string, place: NamePlace): AskedName | null {
  const isLabel = /[.:,;]$/.test(bold) || /^\s*[:–—]/.test(place.after);
  const words = bold.split(/\s+/);
  if (isLabel || bold.length < 3 || bold.length > MAX_LENGTH || words.length > MAX_WORDS) return null;
  if (/[^\p{L}\p{N}\s'/+#-]|^\d/u.test(bold) || NO_TERM.test(bold) || INNER.test(bold)) return null;
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length > 1 && (baseForm(first) !== null || isVerb(last) || isVerb(first))) return null;
  if (baseForm(last) !== null && isVerb(baseForm(last) ?? '')) return null;
  const isGlossed = GLOSS.test(place.after) && !isAdjective(words);
  const isNamed = NAMING.test(place.before) || isGlossed;
  if (!isNamed && (CLAUSE.test(place.before) || !isNoun(words, place))) return null;
  const name =
    place.usage.isOrdinary(first.toLowerCase()) && isLoweredHere(words, place) ? lowerFirst(bold) : bold;
  const isProper = words.length === 1 && /^[A-Z]/.test(name) && !/^[A-Z]{2,}s$/.test(name);
  const article = articleOf(name, words.length, place);
  const isPlural = PLURAL.test(name) && !isProper && !/^an? $/.test(article);
  const named = isPlural ? name : `${article}${name}`;
  const isIntroduced = isNamed || place.isFirst || INTRODUCED.test(place.after);
  return { name: named, isPlural, isIntroduced, question: questionOf(named, { isPlural, isProper }) };
}

function questionOf(named: string, { isPlural, isProper }: { isPlural: boolean; isProper: boolean }): string {
  if (isPlural) return `What are ${named}?`;
  if (/\s/.test(named)) return `What is ${named}?`;
  // Three words would read as what a conversation has left out: "what is polars?"
  return isProper ? `What is ${named} used for?` : `What is meant by ${named}?`;
}

/** Whether a capital is that of a sentence's first word, and not that of a name. */
function isLoweredHere(words: readonly string[], { before, isFirst }: NamePlace): boolean {
  const [first = '', ...others] = words;
  const isStart = isFirst || /[.!?:]["”']?\s*$/.test(before);
  return isStart && /^[A-Z][a-z-]+$/.test(first) && !others.some((word) => /^[A-Z]/.test(word));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isNoun(words: readonly string[], { before, after, isFirst }: NamePlace): boolean {
  const last = words.at(-1) ?? '';
  if (words.length > 1) return !isAdjective(words);
  if (ACRONYM.test(last)) return true;
  if (/^[A-Z]/.test(last) && !isFirst && !/[.!?:]\s*$/.test(before)) return true;
  return NOUN.test(last) && AFTER_NOUN.test(after) && !DETERMINER.test(before);
}

function isAdjective(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (NOUN.test(last)) return false;
  return ADJECTIVE.test(last) || (words.length === 1 && (SINGLE_ADJECTIVE.test(last) || isVerb(last)));
}

/** The article that the source uses here, or elsewhere where a name is counted there. */
function articleOf(name: string, count: number, { before, after, usage }: NamePlace): string {
  const isSingle = count === 1;
  const [whole, determiner = ''] = DETERMINER.exec(before) ?? [];
  // A single name before another noun has that noun's article.
  if (isSingle && (NOUN.test(name) || (/^[A-Z]/.test(name) && !AFTER_NOUN.test(after)))) return '';
  if (whole !== undefined && /^th/i.test(determiner)) return 'the ';
  if (whole !== undefined && /^\S+\s+$/.test(whole) && /^an?$/i.test(determiner))
    return `${determiner.toLowerCase()} `;
  if (PLURAL.test(name) || (isSingle && /^[A-Z]/.test(name))) return '';
  if (whole === undefined && !usage.isCounted(name)) return '';
  return /^[aeiou]/i.test(name) && !SPOKEN_AS_CONSONANT.test(name) ? 'an ' : 'a ';
}
