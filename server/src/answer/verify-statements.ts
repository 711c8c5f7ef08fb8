import { agreement, hasWord, matchesOf } from './verify-alignment.ts';
import { contradiction, doubt, type Finding } from './verify-findings.ts';
import { areOpposites } from './verify-lexicon.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/** Clauses of the source that agree with a clause of the claim nearly as well as the best one are looked at as well. */
const NEARLY_BEST = 0.7;

/**
 * Compares what each clause of the claim states with what the source states: the same of the same thing is right, the
 * reverse of the same thing is a negation, the same of another thing that the source names is an exchange.
 */
export function checkStatements(claim: ReadText, source: ReadText): Finding[] {
  return claim.segments.flatMap((segment) => {
    const told = source.segments.filter((other) => tells(segment, other));
    const sameSubject = told.filter((other) => !hasOtherSubject(segment, other, source));
    const near = nearest(segment, told, source);
    if (!near.some((other) => sameSubject.includes(other))) return checkSubject(segment, near, source);
    return checkNegation(segment, sameSubject);
  });
}

/** Whether a clause of the source says something of what the claim's clause says, not only names what it is about. */
function tells(segment: Segment, other: Segment): boolean {
  const said = segment.predicate.length > 0 ? segment.predicate : segment.words;
  return said.some((word) => (word.weight >= 1 || word.isVerb) && hasWord(other.words, word));
}

function nearest(segment: Segment, told: readonly Segment[], source: ReadText): Segment[] {
  const ranked = told.map((other) => ({ other, score: agreement(segment.words, other.words, source) }));
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  return ranked.filter(({ score }) => score >= NEARLY_BEST * best).map(({ other }) => other);
}

/** Whether the claim's clause is about something that the source names elsewhere, and not about what this clause is about. */
function hasOtherSubject(claim: Segment, home: Segment, source: ReadText): boolean {
  // What stands behind "than" is what the subject is compared with.
  const than = claim.words.findIndex((word) => word.text === 'than');
  const known = [...(than < 0 ? claim.words : claim.words.slice(0, than)), ...claim.subject];
  const isMissing = home.subject.some((word) => word.weight > 0 && !hasWord(known, word));
  if (!isMissing) return false;
  const own = [...home.words, ...home.subject];
  const others = source.segments.filter((segment) => segment !== home);
  if (others.some((other) => isSubjectOf(other, claim, own))) return true;
  return claim.subject.some(
    (word) =>
      word.weight > 0 &&
      !hasWord(own, word) &&
      others.some((other) => hasWord([...other.words, ...other.subject], word)),
  );
}

/** Whether the claim's clause names all of the subject of another clause, and it is not in this one. */
function isSubjectOf(other: Segment, claim: Segment, own: readonly Word[]): boolean {
  const subject = other.subject.filter((word) => word.weight >= 1);
  const isNamed = subject.length > 0 && subject.every((word) => hasWord(claim.words, word));
  return other.hasOwnSubject && isNamed && !subject.some((word) => hasWord(own, word));
}

function checkSubject(segment: Segment, near: readonly Segment[], source: ReadText): Finding[] {
  const [home] = near;
  if (!home) return [];
  const said = segment.predicate.filter((word) => word.weight > 0 && hasWord(home.predicate, word));
  const isTurned = said.some((word) =>
    matchesOf(word, home.words).every((other) => other.isNegated !== word.isNegated),
  );
  const [first] = said.filter((word) => word.weight >= 1);
  if (!first || isTurned) return [];
  const told = said.reduce((sum, word) => sum + word.weight, 0);
  const total = segment.predicate.reduce((sum, word) => sum + word.weight, 0);
  const isEnough =
    said.filter((word) => word.weight >= 1).length > 1 ||
    segment.words.some((word) => /^(?:is|are)$/u.test(word.text));
  const isExplicit = near.every((other) => other.hasOwnSubject) && segment.hasOwnSubject;
  const isSubjectElsewhere = source.segments.some(
    (other) =>
      other.hasOwnSubject &&
      !near.includes(other) &&
      segment.subject.some((word) => hasWord(other.subject, word)),
  );
  const isSure = isExplicit && isSubjectElsewhere && isEnough && told >= 0.6 * total;
  const text = `The source says “${first.raw}” of “${phraseOf(home.subject)}”, the sentence of “${phraseOf(segment.subject)}”.`;
  return [isSure ? contradiction('relation', text) : doubt('relation', text)];
}

/**
 * A word that the claim's clause denies and the source states, or the reverse: a shared verb, or else a word that is
 * denied directly ("not idempotent") while the clauses differ in the number of their negators.
 */
function checkNegation(segment: Segment, told: readonly Segment[]): Finding[] {
  const turned = segment.words.filter(
    (word) => isTurned(word, nextContent(segment.words, word), told) && !isUndone(segment, told),
  );
  const verb = turned.find((word) => word.isVerb && word.weight > 0);
  const word = verb ?? turned.find((candidate) => isDirect(candidate, segment, told));
  if (!word) return checkParity(segment, told);
  const text = word.isNegated
    ? `The source states “${word.raw}”, the sentence denies it.`
    : `The source denies “${word.raw}”, the sentence states it.`;
  const homes = told.filter((other) => hasWord(other.words, word));
  const isPlain = homes.every((other) => other.isDenied !== segment.isDenied && !isSoft(other));
  const isSure = isPlain && !isSoft(segment) && !word.isInfinitive && !isFragment(word, segment);
  return [isSure ? contradiction('negation', text) : doubt('negation', text)];
}

/** Where no word shows what is denied, the number of negators still may differ. */
function checkParity(segment: Segment, told: readonly Segment[]): Finding[] {
  const [home] = told;
  const isOther = told.every((other) => other.isDenied !== segment.isDenied) && !isUndone(segment, told);
  if (!home || !isOther) return [];
  const text = segment.isDenied
    ? 'The sentence denies what the source states.'
    : 'The source denies something that the sentence states.';
  return [doubt('negation', text)];
}

function isTurned(word: Word, next: Word | undefined, told: readonly Segment[]): boolean {
  const isCounted = word.weight >= 1 || word.isPolar || (word.isVerb && word.weight > 0);
  if (!isCounted) return false;
  const matches = alike(word, next, told);
  return matches.length > 0 && matches.every((match) => match.isNegated !== word.isNegated);
}

/** The source's words that say the same, only those before the same next word where there are any. */
function alike(word: Word, next: Word | undefined, told: readonly Segment[]): Word[] {
  const matches = told.flatMap((other) => matchesOf(word, other.words).map((match) => ({ match, other })));
  const before = matches.filter(({ match, other }) => {
    const behind = nextContent(other.words, match);
    return next && behind && hasWord([behind], next);
  });
  return (before.length > 0 ? before : matches).map(({ match }) => match);
}

function nextContent(words: readonly Word[], word: Word): Word | undefined {
  return words.slice(words.indexOf(word) + 1).find((other) => other.weight >= 1);
}

function isDirect(word: Word, segment: Segment, told: readonly Segment[]): boolean {
  const homes = told.filter((other) => hasWord(other.words, word));
  const isParityEqual = homes.every((other) => other.isDenied === segment.isDenied);
  const matches = homes.flatMap((other) => matchesOf(word, other.words));
  const isDenied = word.denial === 'direct' || matches.some((match) => match.denial === 'direct');
  return isDenied && (!isParityEqual || word.isPolar || word.kind === 'number');
}

/** "…, but not between processes": the denied words stand in a phrase without a verb. */
function isFragment(word: Word, segment: Segment): boolean {
  const phrase = segment.words.filter((other) => other.phrase === word.phrase);
  return word.isNegated && !phrase.some((other) => segment.predicate.indexOf(other) === 0 || other.isVerb);
}

/** "No row is lost" for "keeps all rows": an opposite with the other polarity says the same. */
function isUndone(segment: Segment, told: readonly Segment[]): boolean {
  const words = told.flatMap((other) => other.words);
  return segment.words.some(
    (word) =>
      word.isPolar &&
      !hasWord(words, word) &&
      words.some(
        (other) =>
          areOpposites(word.text, other.text) &&
          other.isNegated !== word.isNegated &&
          !hasWord(segment.words, other),
      ),
  );
}

/** Restrictions, conditions and advice deny in ways that no count of negators can compare. */
function isSoft(segment: Segment): boolean {
  return (
    /^(?:never|avoid|without|unless|if|do|no)$/u.test(segment.words[0]?.text ?? '') ||
    segment.words.some((word) => /^(?:only|just|unlike|except|instead|unless|rather)$/u.test(word.text))
  );
}

function phraseOf(words: readonly Word[]): string {
  return words.map((word) => word.raw).join(' ');
}
