import { canonOf, isFunctionWord, isGenericWord, isVerb } from './verify-lexicon.ts';

export type WordKind = 'word' | 'code' | 'name' | 'number';

/** One word of a claim or a source, with what the rules need to know about it. */
export interface Word {
  /** Lower case. */
  readonly text: string;
  readonly raw: string;
  /** What is compared: stem and head of its synonyms; for code, numbers and names the text itself. */
  readonly canon: string;
  readonly kind: WordKind;
  /** 0 for function words, little for generic ones, most for code, names and numbers. */
  readonly weight: number;
  readonly isVerb: boolean;
  /** Whether an odd number of negators scopes over it. */
  readonly isNegated: boolean;
  /** Number of its segment, and of the stretch between commas, `and` and the like that it stands in. */
  readonly segment: number;
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
  /** "… a copy does not": what is negated stands in another segment. */
  readonly hasEllipsis: boolean;
  readonly sentence: number;
  /** The connective that opens it: `because`, `while`, `and` … or punctuation. */
  readonly opener: string;
}

export interface ReadText {
  readonly words: readonly Word[];
  readonly segments: readonly Segment[];
}

const TOKEN =
  /[OΘΩ]\((?:[^()]|\([^()]*\))*\)|[-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|[@$]?\.?[A-Za-z_][\w]*(?:(?:\.|::)[A-Za-z_]\w*)+(?:\(\))?|[@.]?[A-Za-z_]\w*\(\)|@\w+|\.[a-z]\w+|[A-Za-z]\+\+|C#|\w+(?:['’]\w+)?|[=!<>]=|[.!?;:,()\n—–]|[%]/gu;

const NEGATORS = new Set(
  'not no never without neither nor none nothing cannot hardly nobody nowhere fewer-than'.split(' '),
);
/** Verbs and prepositions that deny what follows them. */
const DENIERS = new Set(
  (
    'avoid avoids avoiding prevent prevents preventing stop stops lack lacks lacking lose loses refuse refuses fail fails ' +
    'disable disables unlike ignore ignores disregard'
  ).split(' '),
);
const CONNECTIVES = new Set(
  'but while whereas although though because since so and or which unless if when unlike however yet whose where then'.split(
    ' ',
  ),
);
const AUXILIARIES = new Set(
  'is are was were be been being does do did has have had can could will would shall should may might must cannot'.split(
    ' ',
  ),
);
const PRONOUNS = new Set('it they this these that those which who he she we you i one there'.split(' '));

/** Reads plain text into words and segments. */
export function readText(text: string): ReadText {
  const tokens = tokensOf(text);
  const segments = joinFragments(segmentsOf(tokens));
  const result: Segment[] = [];
  for (const [index, tokensOfSegment] of segments.entries()) {
    result.push(toSegment(tokensOfSegment, index, result.at(-1)));
  }
  return { words: result.flatMap((segment) => segment.words), segments: result };
}

interface Token {
  phrase: number;
  raw: string;
  text: string;
  sentence: number;
  isFirst: boolean;
}

interface RawSegment {
  opener: string;
  tokens: Token[];
}

function tokensOf(text: string): Token[] {
  const folded = text
    .normalize('NFKC')
    .replace(/[‘’]/gu, "'")
    .replace(/\b(\w+?)n't\b/giu, (_, verb: string) => `${verb.toLowerCase() === 'ca' ? 'can' : verb} not`)
    .replace(/\bcannot\b/giu, 'can not')
    .replace(/'s\b/gu, '');
  let sentence = 0;
  let isFirst = true;
  return [...folded.matchAll(TOKEN)].map((match) => {
    const raw = match[0];
    const token = { phrase: 0, raw, text: raw.toLowerCase(), sentence, isFirst };
    isFirst = /^[.!?\n]$/u.test(raw);
    if (isFirst) sentence += 1;
    return token;
  });
}

function segmentsOf(tokens: readonly Token[]): RawSegment[] {
  const segments: RawSegment[] = [{ opener: '', tokens: [] }];
  for (const token of tokens) {
    const isBreak = /^[.!?;:,()\n—–]$/u.test(token.raw);
    if (isBreak || CONNECTIVES.has(token.text)) segments.push({ opener: token.text, tokens: [] });
    if (!isBreak && !(token.text === 'and' || token.text === 'or')) segments.at(-1)?.tokens.push(token);
  }
  for (const [phrase, segment] of segments.entries())
    for (const token of segment.tokens) token.phrase = phrase;
  return segments.filter((segment) => segment.tokens.length > 0);
}

/** A segment without a verb is part of its neighbour: "On average, …", "lists, sets and dictionaries". */
function joinFragments(segments: readonly RawSegment[]): RawSegment[] {
  const joined: RawSegment[] = [];
  let lead: Token[] = [];
  for (const segment of segments) {
    const hasVerb = segment.tokens.some((token) => AUXILIARIES.has(token.text) || isVerb(token.text));
    const previous = joined.at(-1);
    const isSameSentence = previous?.tokens.at(-1)?.sentence === segment.tokens[0]?.sentence;
    if (hasVerb) {
      joined.push({ opener: segment.opener, tokens: [...lead, ...segment.tokens] });
      lead = [];
    } else if (previous && isSameSentence && lead.length === 0) {
      previous.tokens.push(...segment.tokens);
    } else {
      lead.push(...segment.tokens);
    }
  }
  if (lead.length > 0) joined.push({ opener: '', tokens: lead });
  return joined;
}

function toSegment(raw: RawSegment, index: number, previous: Segment | undefined): Segment {
  const negated = negation(raw.tokens);
  const words = raw.tokens.map((token, i) => toWord(token, negated[i] ?? false, index));
  const verbAt = words.findIndex((word) => AUXILIARIES.has(word.text) || (word.isVerb && word.weight > 0));
  const at = verbAt < 0 ? words.length : verbAt;
  const own = words.slice(0, at).filter((word) => word.weight > 0);
  const sentence = raw.tokens[0]?.sentence ?? 0;
  const isContinuation =
    own.length === 0 && !words.slice(0, at).some((word) => PRONOUNS.has(word.text) && word.text !== 'it');
  const inherits =
    previous !== undefined && own.length === 0 && (previous.sentence === sentence || !isContinuation);
  return {
    words,
    subject: inherits ? previous.subject : own,
    hasOwnSubject: own.length > 0,
    predicate: words.slice(at).filter((word) => word.weight > 0),
    hasEllipsis: endsInDenial(words),
    sentence,
    opener: raw.opener,
  };
}

function endsInDenial(words: readonly Word[]): boolean {
  const at = words.findLastIndex((word) => NEGATORS.has(word.text));
  return at >= 0 && words.slice(at + 1).every((word) => word.weight === 0);
}

/** For each token whether it is negated. A negator reaches to the end of its segment. */
function negation(tokens: readonly Token[]): boolean[] {
  let isNegated = false;
  let keepFrom = false;
  return tokens.map((token, i) => {
    const before = isNegated;
    const next = tokens[i + 1]?.text;
    const isHedged = token.text === 'not' && /^(?:only|necessarily|just)$/u.test(next ?? '');
    const isQuestioned =
      tokens.some((other) => other.text === 'whether') || (token.text === 'no' && next === 'matter');
    const pairs = `${token.text} ${next ?? ''}`;
    if (/^(?:instead of|rather than|free of)$/u.test(pairs)) isNegated = !isNegated;
    else if (DENIERS.has(token.text)) isNegated = !isNegated;
    else if (NEGATORS.has(token.text) && !isHedged && !isQuestioned)
      isNegated = token.text === 'nor' || !isNegated;
    if (/^(?:keep|keeps|keeping)$/u.test(token.text)) keepFrom = true;
    if (keepFrom && token.text === 'from') isNegated = !isNegated;
    return NEGATORS.has(token.text) || DENIERS.has(token.text) ? before : isNegated;
  });
}

function toWord(token: Token, isNegated: boolean, segment: number): Word {
  const kind = kindOf(token);
  const isPlain = kind === 'word';
  return {
    text: token.text,
    raw: token.raw,
    canon: /^[a-z]+$/u.test(token.text) ? canonOf(token.text) : token.text.replace(/^[@$.]|\(\)$/gu, ''),
    kind,
    weight: isPlain ? plainWeight(token.text) : 1.5,
    isVerb: isPlain && isVerb(token.text),
    isNegated,
    segment,
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
  if (/_|\(\)$|^[@.$]\w|\w\.\w|::|[a-z][A-Z]|[=!<>]=|^[A-Za-z]\+\+$|[A-Za-z]\d|^[A-Z]{2}[A-Z]*$/u.test(raw))
    return 'code';
  return /^[A-Z]/u.test(raw) && !token.isFirst ? 'name' : 'word';
}
