import type { KeyPointState, VerdictReason } from '../protocol.ts';
import type { AttemptUnit } from './attempt-units.ts';
import { identifiersIn } from './key-points.ts';
import { contentOf, hasWord } from './verify-alignment.ts';
import { readText, type Word } from './verify-words.ts';
import { verifyClaim } from './verify.ts';

/** A unit of the attempt with how near it is to the point that is judged. */
export interface RatedUnit extends AttemptUnit {
  /**
   * Cosine of both without what they share with the question: whatever is said about one topic is alike in that, and
   * only the rest tells whether it says the same.
   */
  readonly nearness: number;
}

export interface PointVerdict {
  readonly state: KeyPointState;
  /** The stretch of the attempt that decided. */
  readonly unit: AttemptUnit | null;
  readonly reasons: VerdictReason[];
}

/**
 * Nearness from which on a unit says the point in other words: alone, or where it also has a quarter of the point's
 * own words. On paraphrases the lowest is .54 but for very free ones; other sentences on the topic stay below .45 but
 * for one in nine.
 */
const SAME_MEANING = 0.6;
const SAME_MEANING_WITH_WORDS = 0.5;
const OWN_WORDS = 0.25;
/** Nearness from which on a unit says a part of the point: alone, or with some of the point's own words. */
const NEAR_MEANING = 0.5;
const NEAR_MEANING_WITH_WORDS = 0.42;
const SOME_WORDS = 0.15;
/** Below, two sentences speak of different things, and a difference between them is no contradiction. */
const SAME_MATTER = 0.5;
/** Words named as left out, at most. */
const NAMED_WORDS = 4;
/** How many of the nearest units are read closely; reading one costs about 2 ms. */
const READ_CLOSELY = 3;

/** The unit that says the point word for word, if there is one: then nothing needs to be compared. */
export function sayingVerbatim(point: string, units: readonly AttemptUnit[]): PointVerdict | null {
  const wanted = fold(point);
  const unit = units.find(({ text }) => fold(text) === wanted);
  return unit ? { state: 'covered', unit, reasons: [] } : null;
}

/** A point with what stands around it in its section, against which a wrong-looking statement is read once more. */
export interface PointInPlace {
  readonly text: string;
  readonly surroundings: string;
  /** The entry's question: names what a pronoun of the point stands for. */
  readonly question: string;
}

/**
 * Judges one key point by what an attempt says about it. `units` in any order. A unit that says the point counts;
 * a unit as near to it that says something else of the same matter makes it contradicted.
 */
export function judgePoint(point: PointInPlace, units: readonly RatedUnit[]): PointVerdict {
  const nearest = units
    .filter(({ nearness }) => nearness >= NEAR_MEANING_WITH_WORDS)
    .sort((first, second) => second.nearness - first.nearness)
    .slice(0, READ_CLOSELY);
  const readings = nearest.map((unit) => ({ unit, ...readUnit(point, unit) }));
  const saying = readings.find(({ state }) => state === 'covered');
  const denying = readings.find(({ state }) => state === 'contradicted');
  if (denying && (!saying || denying.unit.nearness > saying.unit.nearness)) return toVerdict(denying);
  if (saying) return { state: 'covered', unit: saying.unit, reasons: [] };
  const hinting = readings.find(({ state }) => state === 'partly');
  return hinting ? toVerdict(hinting) : { state: 'missed', unit: null, reasons: [] };
}

/** Judges a point that is code by the share of its names that the attempt mentions. */
export function judgeCode(code: string, attempt: string): PointVerdict {
  const names = identifiersIn(code);
  const mentioned = new Set(identifiersIn(attempt));
  const found = names.filter((name) => mentioned.has(name));
  const share = found.length / Math.max(1, names.length);
  const text =
    found.length === 0
      ? 'None of the names in this code is mentioned.'
      : `${found.length} of the ${names.length} names in this code are mentioned.`;
  const state = share >= 0.6 ? 'covered' : share >= 0.3 ? 'partly' : 'missed';
  return { state, unit: null, reasons: state === 'covered' ? [] : [{ rule: 'containment', text }] };
}

interface Reading {
  state: KeyPointState;
  reasons: VerdictReason[];
}

function readUnit(point: PointInPlace, unit: RatedUnit): Reading {
  const denial = denialOf(point, unit);
  if (denial) return { state: 'contradicted', reasons: denial };
  if (saysTheSame(point, unit)) return { state: 'covered', reasons: [] };
  const { verdict } = verifyClaim(point.text, unit.text, unit.nearness, point.question);
  if (verdict === 'supported') return { state: 'covered', reasons: [] };
  const isNear = unit.nearness >= NEAR_MEANING || shareOfOwnWords(point, unit) >= SOME_WORDS;
  return isNear ? { state: 'partly', reasons: leftOut(point, unit) } : { state: 'missed', reasons: [] };
}

/** What of the point is not said, the most telling words first. */
function leftOut({ text, question }: PointInPlace, unit: RatedUnit): VerdictReason[] {
  const spoken = readText(unit.text).words;
  const missing = ownWords(text, question)
    .filter((word) => word.weight >= 1 && !hasWord(spoken, word))
    .sort((first, second) => second.weight - first.weight);
  const words = [...new Set(missing.map(({ raw }) => `“${raw}”`))].slice(0, NAMED_WORDS);
  return words.length === 0 ? [] : [{ rule: 'containment', text: `Not said: ${words.join(', ')}.` }];
}

function saysTheSame(point: PointInPlace, unit: RatedUnit): boolean {
  if (unit.nearness >= SAME_MEANING) return true;
  return unit.nearness >= SAME_MEANING_WITH_WORDS && shareOfOwnWords(point, unit) >= OWN_WORDS;
}

/** Share, by weight, of the point's words that the unit has; words of the question do not count. */
function shareOfOwnWords({ text, question }: PointInPlace, unit: RatedUnit): number {
  return shareIn(ownWords(text, question), readText(unit.text).words);
}

function ownWords(point: string, question: string): Word[] {
  const asked = readText(question).words;
  return contentOf(readText(point).words).filter((word) => !hasWord(asked, word));
}

function shareIn(words: readonly Word[], text: readonly Word[]): number {
  const weigh = (list: readonly Word[]) => list.reduce((sum, { weight }) => sum + weight, 0);
  return weigh(words.filter((word) => hasWord(text, word))) / Math.max(1, weigh(words));
}

/** Differences that are one whatever else stands in the source. */
const PLAIN_DENIALS: ReadonlySet<string> = new Set(['negation', 'complexity', 'quantifier']);

/**
 * Why the unit says something else than the source, or `null`. The unit is the claim here and the source its evidence,
 * the direction in which the rules were measured. What may be more than a difference (a number from the next sentence,
 * words in another relation) must also differ from the surroundings.
 */
function denialOf({ text, surroundings, question }: PointInPlace, unit: RatedUnit): VerdictReason[] | null {
  const negation = negatedCopy(text, unit.text);
  if (negation) return [negation];
  if (unit.nearness < SAME_MATTER) return null;
  // At full similarity only a contradiction makes a claim unsupported, and the contradiction comes first.
  const denies = (claim: string, source: string) => {
    const { verdict, reasons } = verifyClaim(claim, source, 1, question);
    return verdict === 'unsupported' ? reasons : null;
  };
  const reasons = denies(unit.text, text);
  if (!reasons) return null;
  const isPlain = PLAIN_DENIALS.has(reasons[0]?.rule ?? '');
  const holds = isPlain || denies(unit.text, surroundings);
  return holds ? told(reasons) : null;
}

/** Share of the words of a text that another has, from which on it is a copy, whole or in part. */
const COPY = 0.85;
const NEGATOR = /\b(?:not|never|no|cannot|neither|nor)\b|n['’]t\b/gi;
/** Where these stand, a "not" more or less may leave the meaning as it was: left to the verifier. */
const HIDDEN_NEGATOR =
  /\b(?:without|none|nothing|avoid\w*|ignor\w*|prevent\w*|instead|rather|fail\w*|lack\w*|less|few\w*|hardly|only|un\w+|in(?:valid|correct)\w*|(?:use|worth|meaning)less)\b/i;
/** Words that hold a sentence together; "do" comes and goes with "not". */
const STOP_WORDS = new Set(
  'a an the is are was were be do does did to of in on at for my i it its this that so'.split(' '),
);

/**
 * The plainest wrong answer is a copy, whole or in part, with a "not" put in or left out: read as such whatever its
 * grammar.
 */
function negatedCopy(point: string, said: string): VerdictReason | null {
  const count = (of: string) => of.match(NEGATOR)?.length ?? 0;
  if (count(point) === count(said) || HIDDEN_NEGATOR.test(`${point} ${said}`)) return null;
  const [ours, theirs] = [wordSet(point), wordSet(said)];
  const shared = [...theirs].filter((word) => ours.has(word)).length;
  if (shared < 2 || shared < COPY * theirs.size) return null;
  const isNegated = shared >= COPY * ours.size || (count(point) === 0 && count(said) > 0);
  return isNegated ? { rule: 'negation', text: 'One of the two has a “not” that the other has not.' } : null;
}

/** The words of a text, endings aside, without negators and stop words. */
function wordSet(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll(NEGATOR, ' ')
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  return new Set(
    words.filter((word) => !STOP_WORDS.has(word)).map((word) => word.replace(/(?:es|ed|ing|s|e)$/, '')),
  );
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
}

/** Reasons in words; how much was counted is no help to someone who learns. */
function told(reasons: readonly VerdictReason[]): VerdictReason[] {
  return reasons.filter(({ rule }) => rule !== 'containment' && rule !== 'similarity');
}

function toVerdict({ state, unit, reasons }: Reading & { unit: AttemptUnit }): PointVerdict {
  return { state, unit, reasons };
}
