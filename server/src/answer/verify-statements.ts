import { agreement, hasWord, isSameWord, matchesOf, sharedWeight } from './verify-alignment.ts';
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
    const near = nearSegments(segment, source);
    const sameSubject = near.filter((other) => !hasOtherSubject(segment, other, source));
    if (sameSubject.length === 0) return checkSubject(segment, near);
    const turned = sameSubject.map((other) => turnedWord(segment, other, source));
    const [word] = turned;
    if (!word || turned.includes(null)) return [];
    const text = word.isNegated
      ? `The source states “${word.raw}”, the sentence denies it.`
      : `The source denies “${word.raw}”, the sentence states it.`;
    const isPlain = sameSubject.every((other) => other.isDenied !== segment.isDenied) && !isSoft(segment);
    const isSure = isPlain && !sameSubject.some(isSoft) && !word.isInfinitive;
    return [isSure ? contradiction('negation', text) : doubt('negation', text)];
  });
}

function nearSegments(segment: Segment, source: ReadText): Segment[] {
  const ranked = source.segments
    .filter((other) => sharedWeight(segment.words, other.words, source) >= 0.5)
    .map((other) => ({ other, score: agreement(segment.words, other.words, source) }));
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  return ranked.filter(({ score }) => score >= NEARLY_BEST * best).map(({ other }) => other);
}

/** Whether the claim's clause is about something that the source names elsewhere, and not about what this clause is about. */
function hasOtherSubject(claim: Segment, home: Segment, source: ReadText): boolean {
  const known = [...claim.words, ...claim.subject];
  const isMissing = home.subject.some((word) => word.weight >= 1 && !hasWord(known, word));
  if (!isMissing) return false;
  const own = [...home.words, ...home.subject];
  const others = source.segments.filter((segment) => segment !== home);
  return claim.subject.some(
    (word) =>
      word.weight >= 1 &&
      !hasWord(own, word) &&
      others.some((other) => hasWord([...other.words, ...other.subject], word)),
  );
}

function checkSubject(segment: Segment, near: readonly Segment[]): Finding[] {
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
  const isSure = near.every((other) => other.hasOwnSubject) && segment.hasOwnSubject && told >= 0.6 * total;
  const text = `The source says “${first.raw}” of “${phraseOf(home.subject)}”, the sentence of “${phraseOf(segment.subject)}”.`;
  return [isSure ? contradiction('relation', text) : doubt('relation', text)];
}

/**
 * A word that the claim's clause denies and the other states, or the reverse: a shared verb, or else a word that is
 * denied directly ("not idempotent") while the clauses differ in the number of their negators.
 */
function turnedWord(segment: Segment, home: Segment, source: ReadText): Word | null {
  if (hasUndoneFlip(segment, home)) return null;
  const counted = segment.words.filter(
    (word) =>
      word.kind !== 'number' && (word.weight >= 1 || word.isPolar || (word.isVerb && word.weight > 0)),
  );
  const turned = counted.filter((word, index) => isTurned(word, index, counted, home, source));
  const verb = turned.find((word) => word.isVerb);
  if (verb) return verb;
  const isParityEqual = segment.isDenied === home.isDenied;
  const direct = turned.find((word) => {
    const isDirect =
      word.denial === 'direct' || matchesOf(word, home.words).some((match) => match.denial === 'direct');
    return isDirect && (!isParityEqual || word.isPolar);
  });
  return direct ?? null;
}

function isTurned(
  word: Word,
  index: number,
  words: readonly Word[],
  home: Segment,
  source: ReadText,
): boolean {
  const matches = matchesOf(word, home.words);
  if (matches.length === 0 || matches.some((match) => match.isNegated === word.isNegated)) return false;
  const content = source.words.filter((other) => other.weight >= 1);
  return !content.some((other, at) => {
    if (!isSameWord(other, word) || other.isNegated !== word.isNegated) return false;
    const beside = [content[at - 1], content[at + 1]].filter((neighbour) => neighbour !== undefined);
    return [words[index - 1], words[index + 1]].some((neighbour) => neighbour && hasWord(beside, neighbour));
  });
}

/** "No row is lost" for "keeps all rows": an opposite with the other polarity says the same. */
function hasUndoneFlip(segment: Segment, home: Segment): boolean {
  return segment.words.some(
    (word) =>
      word.isPolar &&
      home.words.some((other) => areOpposites(word.text, other.text) && other.isNegated !== word.isNegated),
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
