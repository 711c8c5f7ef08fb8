import { baseForm, isAuxiliary, isIntransitive, isVerb, mayBeVerb } from './question-verbs.ts';

/** Longest subject of a statement that is turned around, in words. */
const MAX_SUBJECT = 6;
/** So many words after what looks like a verb, another verb shows that it was a noun: "bootstrap samples still give". */
const VERB_REACH = 3;

const ADVERB =
  /^(?:always|never|also|often|usually|generally|typically|normally|frequently|sometimes|only|then|simply|just|immediately|strictly|heavily|completely|explicitly|specifically|strongly|actually|rarely|mostly|personally|first|instead|therefore)$/;
const ARTICLE = /^(?:the|an?|each|every|all|most|many|some)$/i;
const PREPOSITION =
  /^(?:of|in|for|with|to|by|on|from|between|at|over|under|into|as|without|per|than|via|like)$/i;
/** What no noun phrase of its own begins with. */
const NO_SUBJECT =
  /^(?:if|when|while|although|because|since|once|unless|until|what|which|who|why|how|where|not|no|i|you|now|only|both|either|neither|even|nothing|something|anything|everything|others?|another|and|or|but)$/i;
/** What no noun phrase ends with. */
const NO_END = /^(?:and|or|not|never|also|still|often|usually)$/i;
/** "… is where it matters", "… is what makes": says nothing about its subject. */
const CLEFT = /^(?:where|what|how|that|why|when|which|who)$/;
const ENDS_OPEN =
  /\b(?:as|of|in|for|with|to|by|on|from|between|at|over|into|and|or|but|than|even|especially|particularly|mainly|mostly|exactly|only|both|not|never|is|are)$/i;

/** Better than what? */
const COMPARED =
  /^(?:superior|inferior|better|worse|faster|slower|safer|cheaper|riskier|easier|harder|larger|smaller|higher|lower|stricter|simpler|cleaner|stronger|weaker)$/;

/** A statement made ready to stand behind "why" or "when". */
export interface Inverted {
  readonly text: string;
  /** Nothing but a subject and a verb. */
  readonly isBare: boolean;
}

/** Whether a capitalised word is an ordinary one, that a sentence began with. */
export type IsOrdinary = (word: string) => boolean;

/**
 * A statement with its verb before its subject ("S fails at P" → "does S fail at P"); what the author or an advice
 * does is asked with `you` ("I avoid X" → "would you avoid X"). `null` where its grammar is not known for sure.
 */
export function invertStatement(
  stated: string,
  { isOrdinary, you }: { isOrdinary: IsOrdinary; you: 'would you ' | '' },
): Inverted | null {
  if (stated.includes(',') || ENDS_OPEN.test(stated)) return null;
  const words = splitWords(stated);
  const [first = '', ...others] = words;
  if (/^(?:I|we)$/.test(first)) return personal(others);
  const isImperative =
    /^[A-Z]/.test(first) && mayBeVerb(first.toLowerCase()) && others.every((word) => !isFinite(word));
  if (!isImperative) return statement(words, isOrdinary);
  return others.length === 0
    ? null
    : { text: `${you}${addressed([first.toLowerCase(), ...others].join(' '))}`, isBare: false };
}

/** Words of a text; a span of code is one word. */
export function splitWords(text: string): string[] {
  return text.match(/(?:`[^`]*`|[^\s`])+/g) ?? [];
}

/** What the author says of himself, said to the reader. */
export function addressed(text: string): string {
  return text
    .replace(/\b(?:my|our)\b/g, 'your')
    .replace(/\b(?:I am|I'm|we are)\b/g, 'you are')
    .replace(/\b(?:I|me|we|us)\b/g, 'you')
    .replace(/\b(?:myself|ourselves)\b/g, 'yourself');
}

/** "I often avoid X" → "would you avoid X". */
function personal(words: readonly string[]): Inverted | null {
  const at = words.findIndex((word) => !ADVERB.test(word));
  const rest = words.slice(at);
  if (at < 0 || rest.length < 2 || !mayBeVerb(rest[0] ?? '')) return null;
  return { text: `would you ${addressed(rest.join(' '))}`, isBare: false };
}

function statement(words: readonly string[], isOrdinary: IsOrdinary): Inverted | null {
  const at = words.findIndex((_, index) => index > 0 && isVerbAt(words, index));
  const subject = words.slice(0, at);
  if (at < 1 || at > MAX_SUBJECT || !isNounPhrase(subject)) return null;
  const rest = firstPredicate(words.slice(at + 1));
  const end = rest.at(-1) ?? '';
  if (CLEFT.test(rest[0] ?? '') || COMPARED.test(end) || (rest.length === 1 && /(?<!th)ing$/.test(end)))
    return null;
  const named = [lowered(subject[0] ?? '', isOrdinary), ...subject.slice(1)].join(' ');
  return invertVerb(words[at] ?? '', named, rest);
}

function invertVerb(verb: string, named: string, rest: readonly string[]): Inverted | null {
  const isBare = rest.length === 0;
  const ask = (...before: string[]) => ({ text: [...before, ...rest].join(' '), isBare });
  if (verb === 'cannot' || verb === "can't") return isBare ? null : ask('can', named, 'not');
  if (isAuxiliary(verb)) {
    if (isBare) return null;
    if (verb.endsWith("n't")) return ask(verb.slice(0, -3), named, 'not');
    const isMainVerb = /^does?$|^do$/.test(verb) && rest[0] !== 'not';
    return isMainVerb ? ask(verb, named, 'do') : ask(verb, named);
  }
  const base = baseForm(verb);
  if (isBare && !isIntransitive(base ?? verb)) return null;
  return base === null ? ask('do', named, verb) : ask('does', named, base);
}

/** "is A and can B" says two things: the first is enough. */
function firstPredicate(rest: readonly string[]): readonly string[] {
  const at = rest.findIndex(
    (word, index) => /^(?:and|but|or)$/.test(word) && isFinite(rest[index + 1] ?? ''),
  );
  return at < 0 ? rest : rest.slice(0, at);
}

function isFinite(word: string): boolean {
  return isAuxiliary(word) || baseForm(word) !== null;
}

function isVerbAt(words: readonly string[], index: number): boolean {
  const word = words[index] ?? '';
  const before = words[index - 1] ?? '';
  if (isAuxiliary(word)) return true;
  if (ARTICLE.test(before) || PREPOSITION.test(before)) return false;
  const isNoun = words
    .slice(index + 1, index + 1 + VERB_REACH)
    .some((next, offset) => isAuxiliary(next) || (isVerb(next) && words[index + offset] !== 'to'));
  if (isNoun) return false;
  const base = baseForm(word);
  if (base !== null) return isVerb(base) || before.endsWith('`') || index === 1;
  return isVerb(word) && /^[a-z-]{2,}[^s']s$/i.test(before);
}

/** As far as one can tell without a grammar: no article but at its start or after a preposition. */
function isNounPhrase(words: readonly string[]): boolean {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (NO_SUBJECT.test(first) || PREPOSITION.test(first)) return false;
  if (ARTICLE.test(last) || PREPOSITION.test(last) || NO_END.test(last)) return false;
  return words.every(
    (word, index) =>
      !/^(?:that|which|who|whose|where|i|you|my|your)$/i.test(word) &&
      (index === 0 || !ARTICLE.test(word) || PREPOSITION.test(words[index - 1] ?? '')),
  );
}

function lowered(word: string, isOrdinary: IsOrdinary): string {
  const isCapitalised = /^[A-Z][a-z'-]*$/.test(word);
  return isCapitalised && (ARTICLE.test(word) || word.endsWith('ing') || isOrdinary(word.toLowerCase()))
    ? word.toLowerCase()
    : word;
}
