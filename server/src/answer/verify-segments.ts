import { isFunctionWord, isVerb } from './verify-lexicon.ts';
import { AUXILIARIES } from './verify-negation.ts';
import type { Token } from './verify-tokens.ts';

/** A stretch of tokens with at most one statement, and what opens it. */
export interface RawSegment {
  opener: string;
  tokens: Token[];
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
const ADVERBS = new Set(
  'never always often also only usually still not sometimes then just even again'.split(' '),
);

/** Cuts a text at punctuation and connectives, and puts fragments without a verb to their neighbours. */
export function segmentTokens(tokens: readonly Token[]): RawSegment[] {
  return joinFragments(segmentsOf(tokens));
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
export function verbIndex(tokens: readonly Token[]): number {
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
  const [token, next] = [tokens[index], tokens[index + 1]];
  const previous = tokens.slice(0, index).findLast((other) => !ADVERBS.has(other.text));
  if (!previous || !token || !next || isFunctionWord(token.text) || isFunctionWord(previous.text))
    return false;
  // "importance based on impurity": a participle.
  if (token.text.endsWith('ed') && NOUN_MARKS.has(next.text)) return false;
  return (
    /^[a-z]{3,}(?:[^su]s|ed)$/u.test(token.text) && /^[\w@.]/u.test(previous.raw) && /^[\w@.]/u.test(next.raw)
  );
}
