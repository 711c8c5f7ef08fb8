import { canonOf, isFunctionWord, isGenericWord, isPolar, isVerb } from './verify-lexicon.ts';
import { AUXILIARIES, negationOf, NEGATORS, type Denial } from './verify-negation.ts';
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

const CONNECTIVES = new Set(
  'but while whereas although though because since so and or which unless if when unlike however yet whose where then therefore once'.split(
    ' ',
  ),
);
const HARD_OPENERS = new Set(
  '. ! ? ; : \n — because while whereas but so since although though when if unless which however once where therefore that'.split(
    ' ',
  ),
);
const NOUN_MARKS = new Set(
  'a an the of in on for with by its their each every no per from into as any this that these those to'.split(
    ' ',
  ),
);
const SUBORDINATORS = new Set('when if unless because since while whereas although though once'.split(' '));
const PREPOSITIONS = new Set(
  'at on in during for with by over under within from as after before to unlike without of through across per'.split(
    ' ',
  ),
);
const PRONOUNS = new Set('it they this these those who he she we you i there'.split(' '));

/** Reads plain text into words and segments; "a copy does not" is completed by what is denied. */
export function readText(text: string): ReadText {
  const raw = joinFragments(segmentsOf(tokensOf(text)));
  const segments: Segment[] = [];
  for (const segment of raw) segments.push(completed(toSegment(segment, segments), segments));
  return { words: segments.flatMap((segment) => segment.words), segments };
}

interface RawSegment {
  opener: string;
  tokens: Token[];
}

function segmentsOf(tokens: readonly Token[]): RawSegment[] {
  const segments: RawSegment[] = [{ opener: '', tokens: [] }];
  for (const [index, token] of tokens.entries()) {
    const isBreak = /^[.!?;:,()\n—–]$/u.test(token.raw);
    if (isBreak || CONNECTIVES.has(token.text) || isParticiple(tokens, index) || isRelative(tokens, index)) {
      segments.push({ opener: token.text, tokens: [] });
    }
    if (!isBreak && token.text !== 'and' && token.text !== 'or') segments.at(-1)?.tokens.push(token);
  }
  for (const [phrase, segment] of segments.entries())
    for (const token of segment.tokens) token.phrase = phrase;
  return segments.filter((segment) => segment.tokens.length > 0);
}

/** "a list holding all values", "a function that wraps it": what follows is said of the noun before. */
function isParticiple(tokens: readonly Token[], index: number): boolean {
  const [previous, token] = [tokens[index - 1], tokens[index]];
  return Boolean(
    token &&
    previous &&
    token.text.endsWith('ing') &&
    isVerb(token.text) &&
    isNoun(previous) &&
    !token.isFirst,
  );
}

function isRelative(tokens: readonly Token[], index: number): boolean {
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  return Boolean(
    token?.text === 'that' &&
    previous &&
    next &&
    isNoun(previous) &&
    (AUXILIARIES.has(next.text) || isVerb(next.text)),
  );
}

const isNoun = (token: Token): boolean =>
  !(isVerb(token.text) && token.text.endsWith('s')) &&
  /^\w/u.test(token.raw) &&
  !isFunctionWord(token.text) &&
  !AUXILIARIES.has(token.text) &&
  !token.text.endsWith('ly');

/**
 * A stretch without a verb is part of its neighbour ("On average, …", "lists, sets and dictionaries"), unless a
 * connective or a strong mark opens it.
 */
function joinFragments(segments: readonly RawSegment[]): RawSegment[] {
  const joined: RawSegment[] = [];
  let lead: RawSegment[] = [];
  const flush = (segment?: RawSegment) => {
    const parts = segment ? [...lead, segment] : lead;
    const tokens = parts.flatMap((part) => part.tokens);
    if (tokens.length > 0) joined.push({ opener: parts[0]?.opener ?? '', tokens });
    lead = [];
  };
  for (const segment of segments) {
    const isFree = HARD_OPENERS.has(segment.opener);
    if (isFree) flush();
    if (isFree || verbIndex(segment.tokens) >= 0) flush(segment);
    else if (joined.length > 0 && lead.length === 0) joined.at(-1)?.tokens.push(...segment.tokens);
    else lead.push(segment);
  }
  flush();
  return joined;
}

/** Position of the first finite verb, or of the first word that looks like one; -1 where there is none. */
function verbIndex(tokens: readonly Token[]): number {
  const candidates = tokens.flatMap((_, index) => (isFinite(tokens, index) ? [index] : []));
  const [first = -1] = candidates;
  if (first < 0) return tokens.findIndex((_, index) => looksFinite(tokens, index));
  return AUXILIARIES.has(tokens[first]?.text ?? '') ? first : behindNouns(tokens, candidates, first);
}

/** "Read replicas improve", "git merge rewrites", "merge sort does not": nouns that look like verbs are passed over. */
function behindNouns(tokens: readonly Token[], candidates: readonly number[], first: number): number {
  const next = candidates.find((index) => {
    const between = tokens.slice(first + 1, index);
    const isRun = index > first && between.every((token) => !isFunctionWord(token.text));
    const [token, previous] = [tokens[index]?.text ?? '', tokens[index - 1]?.text ?? ''];
    const isInflected = AUXILIARIES.has(token) || /(?:[^s]s|ed)$/u.test(token);
    return isRun && (isInflected || (index > first + 1 && previous.endsWith('s')));
  });
  return next ?? first;
}

function isFinite(tokens: readonly Token[], index: number): boolean {
  const text = tokens[index]?.text ?? '';
  if (AUXILIARIES.has(text)) return true;
  const previous = tokens[index - 1]?.text ?? '';
  const isNounHere = NOUN_MARKS.has(previous) || (text.endsWith('ing') && !AUXILIARIES.has(previous));
  return isVerb(text) && !isNounHere;
}

/** A word in -s or -ed between a noun and more: the verb of the clause, though we do not know it. */
function looksFinite(tokens: readonly Token[], index: number): boolean {
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (!previous || !token || !next || isFunctionWord(token.text) || isFunctionWord(previous.text))
    return false;
  return (
    /^[a-z]{3,}(?:[^su]s|ed)$/u.test(token.text) && /^[\w@.]/u.test(previous.raw) && /^[\w@.]/u.test(next.raw)
  );
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
    canon: /^[a-z]+$/iu.test(token.text)
      ? canonOf(token.text.toLowerCase())
      : token.text.replace(/^[@$.]|\(\)$/gu, ''),
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
  return /^[A-Z]/u.test(raw) && !token.isFirst ? 'name' : 'word';
}
