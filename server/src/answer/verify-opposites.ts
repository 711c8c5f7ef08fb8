import { hasWord, isSameWord, segmentFor } from './verify-alignment.ts';
import { contradiction, type Finding } from './verify-findings.ts';
import { areOpposites, areRivals } from './verify-lexicon.ts';
import { DENIERS } from './verify-negation.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/** Words for which the clause of the source has the opposite, or another member of the same family. */
export function checkOpposites(claim: ReadText, source: ReadText): Finding[] {
  const flips = claim.segments.flatMap((segment) => {
    const home = segmentFor(segment.words, source);
    return segment.words.flatMap((word) => {
      if (hasWord(source.words, word)) return [];
      const opposite = (home?.words ?? source.words).find((other) => isAgainst(other, word, claim, source));
      if (!opposite || isComparedBackwards(segment, source)) return [];
      return [{ word, opposite, isRival: areRivals(word.text, opposite.text) }];
    });
  });
  return flips.map(({ word, opposite, isRival }) => {
    const text = `The sentence says “${word.raw}”, the source “${opposite.raw}”.`;
    const rule = isRival ? 'substitution' : 'opposite';
    return contradiction(rule, text);
  });
}

function isAgainst(other: Word, word: Word, claim: ReadText, source: ReadText): boolean {
  const isOpposite = areOpposites(word.text, other.text) || areRivals(word.text, other.text);
  if (!isOpposite || other.isNegated !== word.isNegated) return false;
  return !hasWord(claim.words, other) || takesPlaceOf(word, other, claim, source);
}

/** Whether the words stand in a comparison the other way round: "B is slower than A" for "A is faster than B". */
function isComparedBackwards(segment: Segment, source: ReadText): boolean {
  const at = segment.words.findIndex((other) => other.text === 'than');
  if (at < 0) return false;
  const right = segment.words.slice(at + 1);
  return source.segments.some(
    (other) =>
      segment.subject.some((subject) => !hasWord(other.subject, subject)) &&
      other.subject.some((subject) => hasWord(right, subject) && !hasWord(segment.subject, subject)),
  );
}

/** Weight by which a clause must fit a claim better than the clauses that name the claim's own word. */
const CLEARLY_BETTER = 0.5;

/**
 * Words whose opposite or rival is in the source as well, but tied to the wrong partner: "high training error" where
 * the source has "low training error with high validation error".
 */
export function checkPartners(claim: ReadText, source: ReadText): Finding[] {
  return claim.segments.flatMap((segment) =>
    segment.words.flatMap((word) => {
      if ((word.weight === 0 && !word.isPolar) || DENIERS.has(word.text)) return [];
      const rivals = source.words.filter(
        (other) =>
          !isSameWord(other, word) &&
          !DENIERS.has(other.text) &&
          (areOpposites(word.text, other.text) || areRivals(word.text, other.text)),
      );
      if (rivals.length === 0 || !hasWord(source.words, word)) return [];
      const swapped = rivals.find((rival) => isTiedTo(rival, word, segment, claim, source));
      const text = `The source says this of “${swapped?.raw ?? ''}”, the sentence of “${word.raw}”.`;
      return swapped ? [contradiction('partner', text)] : [];
    }),
  );
}

function isTiedTo(rival: Word, word: Word, segment: Segment, claim: ReadText, source: ReadText): boolean {
  if (takesPlaceOf(word, rival, claim, source)) return true;
  if (hasWord(segment.words, rival)) return false;
  const context = segment.words.filter((other) => !isSameWord(other, word) && !isSameWord(other, rival));
  const homes = (wanted: Word, unwanted?: Word) =>
    source.segments.filter((other) => {
      const words = [...other.words, ...other.subject];
      return hasWord(words, wanted) && !(unwanted && hasWord(words, unwanted));
    });
  const fit = (other: Segment) =>
    context.reduce(
      (sum, known) =>
        sum +
        (hasWord([...other.words, ...other.subject], known)
          ? Math.max(known.weight, known.isPolar ? 0.5 : 0)
          : 0),
      0,
    );
  const best = Math.max(0, ...homes(word).map(fit));
  return homes(rival, word).some((home) => {
    const isSaid = home.words.some((other) => isSameWord(other, rival) && other.isNegated === word.isNegated);
    return isSaid && home.isDenied === segment.isDenied && fit(home) >= best + CLEARLY_BETTER;
  });
}

/** Whether the word stands before what the source has behind the other, and the source never behind the word itself. */
function takesPlaceOf(word: Word, other: Word, claim: ReadText, source: ReadText): boolean {
  const next = nextInPhrase(claim.words, claim.words.indexOf(word));
  if (!next) return false;
  const precedes = (wanted: Word) =>
    source.words.some((candidate, at) => {
      const partner = nextInPhrase(source.words, at);
      return isSameWord(candidate, wanted) && partner !== undefined && isSameWord(partner, next);
    });
  return precedes(other) && !precedes(word);
}

/** The content word behind a word in the same phrase. */
function nextInPhrase(words: readonly Word[], index: number): Word | undefined {
  const phrase = words[index]?.phrase;
  for (let at = index + 1; words[at]?.phrase === phrase; at += 1) {
    const word = words[at];
    if (word && word.weight > 0) return word;
  }
  return undefined;
}
