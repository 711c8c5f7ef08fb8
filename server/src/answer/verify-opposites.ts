import { agreement, hasWord, isSameWord, segmentFor } from './verify-alignment.ts';
import { contradiction, doubt, type Finding } from './verify-findings.ts';
import { areOpposites, areRivals } from './verify-lexicon.ts';
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
  // Two flips may undo each other: "small is cheap" says what "large is expensive" says.
  const isSure = flips.length === 1;
  return flips.map(({ word, opposite, isRival }) => {
    const text = `The sentence says “${word.raw}”, the source “${opposite.raw}”.`;
    const rule = isRival ? 'substitution' : 'opposite';
    return isSure ? contradiction(rule, text) : doubt(rule, text);
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

/**
 * Words whose opposite or rival is in the source as well, but tied to the wrong partner: "high training error" where
 * the source has "low training error with high validation error".
 */
export function checkPartners(claim: ReadText, source: ReadText): Finding[] {
  return claim.segments.flatMap((segment) =>
    segment.words.flatMap((word) => {
      if (word.weight === 0 && !word.isPolar) return [];
      const rivals = source.words.filter(
        (other) =>
          !isSameWord(other, word) &&
          (areOpposites(word.text, other.text) || areRivals(word.text, other.text)),
      );
      if (rivals.length === 0 || !hasWord(source.words, word)) return [];
      const swapped = rivals.find((rival) => isTiedTo(rival, word, segment, claim, source));
      const text = `The source says this of “${swapped?.raw ?? ''}”, the sentence of “${word.raw}”.`;
      return swapped ? [contradiction('relation', text)] : [];
    }),
  );
}

function isTiedTo(rival: Word, word: Word, segment: Segment, claim: ReadText, source: ReadText): boolean {
  if (hasWord(segment.words, rival)) return takesPlaceOf(word, rival, claim, source);
  const context = segment.words.filter((other) => !isSameWord(other, word) && !isSameWord(other, rival));
  if (!context.some((other) => other.weight >= 1)) return false;
  const ranked = source.segments
    .map((other) => ({ other, score: agreement(context, other.words, source) }))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  if (!best || best.score === 0) return false;
  const near = ranked.filter(({ score }) => score >= 0.9 * best.score).map(({ other }) => other);
  const has = (wanted: Word) => near.some((other) => hasWord([...other.words, ...other.subject], wanted));
  if (has(word)) return has(rival) && takesPlaceOf(word, rival, claim, source);
  const home = near[0];
  return (
    home !== undefined &&
    home.isDenied === segment.isDenied &&
    [...home.words, ...home.subject].some(
      (other) => isSameWord(other, rival) && other.isNegated === word.isNegated,
    )
  );
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
