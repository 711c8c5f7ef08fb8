import type { KeyPointState, VerdictReason } from '../protocol.ts';
import type { AttemptUnit } from './attempt-units.ts';
import { identifiersIn } from './key-points.ts';
import { verifyClaim } from './verify.ts';

/** A unit of the attempt with its cosine to the point that is judged. */
export interface RatedUnit extends AttemptUnit {
  readonly cosine: number;
}

export interface PointVerdict {
  readonly state: KeyPointState;
  /** The stretch of the attempt that decided. */
  readonly unit: AttemptUnit | null;
  readonly reasons: VerdictReason[];
}

/** From this cosine on, what is written says the point in other words, if no rule finds a difference. */
const SAME_MEANING = 0.7;
/** From here on, half of it. */
const NEAR_MEANING = 0.55;
/** Below, two sentences speak of different things, and a difference between them is no contradiction. */
const SAME_MATTER = 0.6;
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
    .filter(({ cosine }) => cosine >= NEAR_MEANING)
    .sort((first, second) => second.cosine - first.cosine)
    .slice(0, READ_CLOSELY);
  const readings = nearest.map((unit) => ({ unit, ...readUnit(point, unit) }));
  const saying = readings.find(({ state }) => state === 'covered');
  const denying = readings.find(({ state }) => state === 'contradicted');
  if (denying && (!saying || denying.unit.cosine > saying.unit.cosine)) return toVerdict(denying);
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
  if (unit.cosine >= SAME_MEANING) return { state: 'covered', reasons: [] };
  const verdict = verifyClaim(point.text, unit.text, unit.cosine, point.question);
  return { state: verdict.verdict === 'supported' ? 'covered' : 'partly', reasons: told(verdict.reasons) };
}

/** Differences that are one whatever else stands in the source. */
const PLAIN_DENIALS: ReadonlySet<string> = new Set(['negation', 'complexity', 'quantifier']);

/**
 * Why the unit says something else than the source, or `null`. The unit is the claim here and the source its evidence,
 * the direction in which the rules were measured; what may be more than a difference (a number from the next sentence,
 * words in another relation) must show in the other direction too, and against the surroundings.
 */
function denialOf({ text, surroundings, question }: PointInPlace, unit: RatedUnit): VerdictReason[] | null {
  const negation = negatedCopy(text, unit.text);
  if (negation) return [negation];
  if (unit.cosine < SAME_MATTER) return null;
  // With this similarity only a contradiction makes a claim unsupported, and the contradiction comes first.
  const denies = (claim: string, source: string) => {
    const { verdict, reasons } = verifyClaim(claim, source, unit.cosine, question);
    return verdict === 'unsupported' ? reasons : null;
  };
  const reasons = denies(unit.text, text);
  if (!reasons) return null;
  const isPlain = PLAIN_DENIALS.has(reasons[0]?.rule ?? '');
  const holds = isPlain || (denies(text, unit.text) && denies(unit.text, surroundings));
  return holds ? told(reasons) : null;
}

/** Share of the words of either text that the other has, from which on one is a copy of the other. */
const COPY = 0.85;
/** Fewest shared words that make a part. */
const MIN_PART = 4;
const NEGATOR = /\b(?:not|never|no|cannot|neither|nor)\b|n['’]t\b/gi;

/**
 * The plainest wrong answer is a copy, whole or in part, with a "not" put in or left out: read as such whatever its
 * grammar.
 */
function negatedCopy(point: string, text: string): VerdictReason | null {
  const count = (of: string) => of.match(NEGATOR)?.length ?? 0;
  const [ours, theirs] = [wordSet(point), wordSet(text)];
  const shared = [...theirs].filter((word) => ours.has(word)).length;
  const isCopy = shared >= COPY * Math.max(ours.size, theirs.size);
  const isPart = shared >= COPY * theirs.size && shared >= MIN_PART;
  const isNegated = isCopy ? count(point) !== count(text) : isPart && count(point) === 0 && count(text) > 0;
  return isNegated ? { rule: 'negation', text: 'One of the two has a “not” that the other has not.' } : null;
}

/** The words of a text without negators and the forms of "do" and "s" that negating changes. */
function wordSet(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll(NEGATOR, ' ')
      .match(/[\p{L}\p{N}_.]+/gu) ?? [];
  return new Set(
    words.filter((word) => !/^(?:do|does|did)$/.test(word)).map((word) => word.replace(/e?s$/, '')),
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
