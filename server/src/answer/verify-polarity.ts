import { hasWord, isSameWord, matchesOf, segmentFor, sharedWeight } from './verify-alignment.ts';
import { contradiction, doubt, type Finding } from './verify-findings.ts';
import { areOpposites, areRivals } from './verify-lexicon.ts';
import { hasOtherSubject } from './verify-relations.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/** A claim that repeats this share of a clause and turns its negation round contradicts it; with less, we doubt. */
const NEAR_COPY = 0.6;

/** Statements that the claim denies and the source makes, or the reverse. */
export function checkNegation(claim: ReadText, source: ReadText): Finding[] {
  const hasEllipsis = source.segments.some((segment) => segment.hasEllipsis);
  return claim.segments.flatMap((segment) => {
    const words = segment.predicate.filter((word) => word.kind !== 'number');
    const home = segmentFor(words, source);
    if (!home || hasEllipsis) return [];
    const near = source.segments.filter(
      (other) => sharedWeight(words, other.words, source) >= 0.6 * sharedWeight(words, home.words, source),
    );
    const turned = words.filter((word) => word.weight >= 1 && isTurned(word, near));
    const [first] = turned;
    if (!first || hasOtherSubject(segment, home, source)) return [];
    const shared = segment.words.filter((word) => word.weight >= 1 && hasWord(source.words, word)).length;
    const all = segment.words.filter((word) => word.weight >= 1).length;
    const isNearCopy = shared >= NEAR_COPY * all && !hasSoftDenial(segment, home);
    const text = first.isNegated
      ? `The source states “${first.raw}”, the sentence denies it.`
      : `The source denies “${first.raw}”, the sentence states it.`;
    return [isNearCopy ? contradiction('negation', text) : doubt('negation', text)];
  });
}

/** Whether all of a word's occurrences nearby have the other polarity. */
function isTurned(word: Word, segments: readonly Segment[]): boolean {
  const matches = segments.flatMap((segment) => matchesOf(word, segment.words));
  return matches.length > 0 && matches.every((match) => match.isNegated !== word.isNegated);
}

/** Restrictions deny without a negator: "only active while training" denies what "not active at inference" denies. */
function hasSoftDenial(claim: Segment, source: Segment): boolean {
  const restricts = (segment: Segment) =>
    segment.words.some((word) =>
      /^(?:only|just|unlike|except|instead|unless|even|nothing|no)$/u.test(word.text),
    );
  return restricts(claim) !== restricts(source);
}

/** Words for which the source has the opposite, or another member of the same family. */
export function checkOpposites(claim: ReadText, source: ReadText): Finding[] {
  const flips = claim.words.flatMap((word) => {
    if (hasWord(source.words, word)) return [];
    const opposite = source.words.find(
      (other) => areOpposites(word.text, other.text) && !hasWord(claim.words, other),
    );
    if (!opposite || opposite.isNegated !== word.isNegated || isComparedBackwards(word, claim, source))
      return [];
    return [{ word, opposite }];
  });
  const text = (flip: { word: Word; opposite: Word }) =>
    `The sentence says “${flip.word.raw}”, the source “${flip.opposite.raw}”.`;
  // Two flips may undo each other: "small is cheap" says what "large is expensive" says.
  return flips.length === 1
    ? flips.map((flip) => contradiction('opposite', text(flip)))
    : flips.map((flip) => doubt('opposite', text(flip)));
}

/** Whether the words stand in the claim's comparison the other way round: "B is slower than A" for "A is faster than B". */
function isComparedBackwards(word: Word, claim: ReadText, source: ReadText): boolean {
  const segment = claim.segments.find((other) => other.words.includes(word));
  const at = segment?.words.findIndex((other) => other.text === 'than') ?? -1;
  if (!segment || at < 0) return false;
  const right = segment.words.slice(at + 1);
  return source.segments.some(
    (other) =>
      segment.subject.some((subject) => !hasWord(other.subject, subject)) &&
      other.subject.some((subject) => hasWord(right, subject) && !hasWord(segment.subject, subject)),
  );
}

/**
 * Words whose opposite or rival is in the source as well, but tied to the wrong partner: "high training error" where
 * the source has "low training error with high validation error".
 */
export function checkPartners(claim: ReadText, source: ReadText): Finding[] {
  return claim.words.flatMap((word, index) => {
    const rivals = source.words.filter(
      (other) =>
        !isSameWord(other, word) && (areOpposites(word.text, other.text) || areRivals(word.text, other.text)),
    );
    if (rivals.length === 0 || !hasWord(source.words, word)) return [];
    const swapped = rivals.find((rival) => isPartnerOf(rival, word, claim.words, index, source));
    if (!swapped) return [];
    return [
      contradiction('relation', `The source says this of “${swapped.raw}”, the sentence of “${word.raw}”.`),
    ];
  });
}

function isPartnerOf(
  rival: Word,
  word: Word,
  claim: readonly Word[],
  index: number,
  source: ReadText,
): boolean {
  const next = neighbour(claim, index, 1);
  const previous = neighbour(claim, index, -1);
  const follows = (a: Word, b: Word) =>
    source.words.some((other, at) => {
      const partner = neighbour(source.words, at, 1);
      return isSameWord(other, a) && partner !== undefined && isSameWord(partner, b);
    });
  if (next && follows(word, next)) return false;
  if (previous && follows(previous, word)) return false;
  if (next && follows(rival, next)) return true;
  return Boolean(previous && previous.weight >= 1 && follows(previous, rival));
}

/** The content word next to a word in the same phrase. */
function neighbour(words: readonly Word[], index: number, step: 1 | -1): Word | undefined {
  const phrase = words[index]?.phrase;
  for (let at = index + step; words[at]?.phrase === phrase; at += step) {
    const word = words[at];
    if (word && word.weight > 0) return word;
  }
  return undefined;
}

/** Words that the source does not have where it has another of the same family. */
export function checkRivals(claim: ReadText, source: ReadText): Finding[] {
  return claim.words.flatMap((word) => {
    if (hasWord(source.words, word)) return [];
    const rival = source.words.find(
      (other) => areRivals(word.text, other.text) && !hasWord(claim.words, other),
    );
    if (!rival) return [];
    return [
      contradiction('substitution', `The source speaks of “${rival.raw}”, the sentence of “${word.raw}”.`),
    ];
  });
}
