import { canonOf, isFunctionWord, isGenericWord, isPolar, isVerb } from './verify-lexicon.ts';
import { AUXILIARIES, negationOf, NEGATORS, type Denial } from './verify-negation.ts';
import { segmentTokens, verbIndex, type RawSegment } from './verify-segments.ts';
import { tokensOf, type Token } from './verify-tokens.ts';

export type WordKind = 'word' | 'code' | 'name' | 'number';

/** One word of a claim or a source, with what the rules need to know about it. */
export interface Word {
  /** Lower case. */
  readonly text: string;
  readonly raw: string;
  /** What is compared: stem and head of its synonyms; for code and numbers the text itself. */
  readonly canon: string;
  readonly kind: WordKind;
  /** 0 for function words, little for generic ones, most for code, names and numbers. */
  readonly weight: number;
  readonly isVerb: boolean;
  /** Whether the word has an opposite, so that it matters although it may be a function word. */
  readonly isPolar: boolean;
  /** Whether an odd number of negators scopes over it, and whether with no verb between. */
  readonly isNegated: boolean;
  readonly denial: Denial;
  /** Whether it follows `to`, so that nobody is said to do it. */
  readonly isInfinitive: boolean;
  /** The stretch between commas, `and` and the like that it stands in. */
  readonly phrase: number;
}

/** A stretch with at most one statement: between punctuation and connectives. */
export interface Segment {
  readonly words: readonly Word[];
  /** Content words before the first verb, or those of the segment before where it has none of its own. */
  readonly subject: readonly Word[];
  readonly hasOwnSubject: boolean;
  /** Content words from the first verb on. */
  readonly predicate: readonly Word[];
  /** Whether it holds an odd number of negators. */
  readonly isDenied: boolean;
  readonly sentence: number;
  /** The connective that opens it: `because`, `while`, `and` … or punctuation. */
  readonly opener: string;
}

export interface ReadText {
  readonly words: readonly Word[];
  readonly segments: readonly Segment[];
}

const COUNTS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const SUBORDINATORS = new Set('when if unless because since while whereas although though once'.split(' '));
const PREPOSITIONS = new Set(
  'at on in during for with by over under within from as after before to unlike without of through across per'.split(
    ' ',
  ),
);
const PRONOUNS = new Set('it they this these those who he she we you i there'.split(' '));

/** Reads plain text into words and segments; "a copy does not" is completed by what is denied. */
export function readText(text: string): ReadText {
  const raw = segmentTokens(tokensOf(text));
  const segments: Segment[] = [];
  for (const segment of raw) segments.push(completed(toSegment(segment, segments), segments));
  return { words: segments.flatMap((segment) => segment.words), segments };
}

function toSegment(raw: RawSegment, before: readonly Segment[]): Segment {
  const last = before.at(-1);
  const previous = before.findLast((segment) => !SUBORDINATORS.has(segment.opener)) ?? last;
  const negation = negationOf(raw.tokens);
  const words = raw.tokens.map((token, index) =>
    toWord(token, negation.denials[index] ?? null, raw.tokens[index - 1]?.text === 'to'),
  );
  const verbAt = verbIndex(raw.tokens);
  const at = verbAt < 0 ? words.length : verbAt;
  const lead = words.slice(0, at);
  const isPronominal = /^(?:it|they)$/u.test(lead.at(-1)?.text ?? '');
  const own = isPronominal ? [] : lead.filter((word) => word.weight > 0 && !isAdverbial(word, lead));
  const sentence = raw.tokens[0]?.sentence ?? 0;
  const hasPronoun = lead.some((word) => PRONOUNS.has(word.text));
  const inherits =
    previous !== undefined && own.length === 0 && (previous.sentence === sentence || hasPronoun);
  const isOfNoun = raw.opener === 'that' || raw.opener.endsWith('ing');
  const inherited = isOfNoun
    ? previous?.words.filter((word) => word.weight > 0).slice(-1)
    : previous?.subject;
  return {
    words,
    subject: inherits ? (inherited ?? []) : own.length > 0 || at > 0 ? own : objectOf(words),
    hasOwnSubject: own.length > 0,
    predicate: words.slice(at).filter((word) => word.weight > 0 || word.isPolar),
    isDenied: negation.isDenied,
    sentence,
    opener: raw.opener,
  };
}

/** "At inference, …": a phrase of its own that opens with a preposition is no part of the subject. */
function isAdverbial(word: Word, lead: readonly Word[]): boolean {
  const phrase = lead.filter((other) => other.phrase === word.phrase);
  return lead.at(-1)?.phrase !== word.phrase && PREPOSITIONS.has(phrase[0]?.text ?? '');
}

/** An imperative is about its object: "Use merge sort". */
function objectOf(words: readonly Word[]): Word[] {
  return words.slice(1).filter((word) => word.weight > 0);
}

/** "… a copy does not", "… but mutating it does": the predicate is the last one with the same auxiliary. */
function completed(segment: Segment, before: readonly Segment[]): Segment {
  const at = segment.words.findLastIndex((word) => NEGATORS.has(word.text) || AUXILIARIES.has(word.text));
  const isElliptical =
    at > 0 && segment.hasOwnSubject && segment.words.slice(at + 1).every((word) => word.weight === 0);
  if (!isElliptical) return segment;
  const isDenied = NEGATORS.has(segment.words[at]?.text ?? '');
  const auxiliary = segment.words[isDenied ? at - 1 : at]?.text ?? '';
  const isDo = /^(?:do|does|did)$/u.test(auxiliary);
  const isBe = /^(?:is|are)$/u.test(auxiliary);
  const antecedent = before.findLast((other) =>
    isDo
      ? other.predicate.some((word) => word.weight >= 1)
      : other.words.some((word) => word.text === auxiliary || (isBe && /^(?:is|are)$/u.test(word.text))),
  );
  const predicate = (antecedent?.predicate ?? []).map((word) => ({
    ...word,
    isNegated: isDenied,
    denial: isDenied ? ('direct' as const) : null,
  }));
  return { ...segment, words: [...segment.words, ...predicate], predicate };
}

function toWord(token: Token, denial: Denial, isInfinitive: boolean): Word {
  const kind = kindOf(token);
  const isPlain = kind === 'word';
  return {
    text: token.text,
    raw: token.raw,
    canon: canonicalOf(token.text),
    kind,
    weight: isPlain ? plainWeight(token.text) : 1.5,
    isVerb: isPlain && isVerb(token.text),
    isPolar: isPlain && isPolar(token.text),
    isNegated: denial !== null,
    denial,
    isInfinitive,
    phrase: token.phrase,
  };
}

function canonicalOf(text: string): string {
  const count = COUNTS.indexOf(text);
  if (count > 0) return String(count);
  return /^[a-z]+$/iu.test(text)
    ? canonOf(text.toLowerCase())
    : text.replace(/^[@$.]|\(\)$/gu, '').replace(/(?<=\d),(?=\d{3})/gu, '');
}

function plainWeight(text: string): number {
  if (isFunctionWord(text) || text.length === 0) return 0;
  return isGenericWord(text) ? 0.3 : 1;
}

function kindOf(token: Token): WordKind {
  const { raw } = token;
  if (/^[-−]?\d|^[OΘΩ]\(/u.test(raw)) return 'number';
  if (
    /_|\(\)$|^[@.$]\w|\w\.\w|::|[a-z][A-Z]|[=!<>]=|^[A-Z]\/[A-Z]$|^[A-Za-z]\+\+$|[A-Za-z]\d|^[A-Z]{2}[A-Z]*$/u.test(
      raw,
    )
  )
    return 'code';
  return /^[A-Z]/u.test(raw) && raw !== 'I' && !token.isFirst ? 'name' : 'word';
}
