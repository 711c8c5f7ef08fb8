import { isSameWord } from './verify-alignment.ts';
import { areOpposites, areRivals } from './verify-lexicon.ts';
import { doubt, type Finding } from './verify-findings.ts';
import type { ReadText, Word } from './verify-words.ts';

/** From this share of words in the same order on, a claim is read as a copy of the source with words exchanged. */
export const SAME_ORDER = 0.65;
/** Share from which on exchanged words are looked for at all. */
const SOME_ORDER = 0.5;
/** More words than these at one place are paraphrase and not exchange. */
const LONGEST_GAP = 4;
/** Verbs that say no more than that something is so. */
const LIGHT_VERBS = /^(?:make|put|give|take|get|become|act|stay|remain|receive|assign|have|serve)s?$/u;
/** Words that say in which order things happen. */
const SEQUENCE = /^(?:first|then|before|after|next|finally|last|followed|prior|subsequently)$/u;
/** Function words that change what is said when they are exchanged. */
const DECISIVE = new Set(
  'all every each any some no none only once one two both either neither most if unless before after until first last same never always'.split(
    ' ',
  ),
);

/** Places where a claim that otherwise follows the source has other words between the same neighbours. */
export function checkSubstitutions(claim: ReadText, source: ReadText): Finding[] {
  const [ours, theirs] = [decisive(claim), decisive(source)];
  const anchors = commonOrder(ours, theirs);
  if (anchors.length < SOME_ORDER * ours.length) return [];
  const bounds = [[-1, -1] as const, ...anchors, [ours.length, theirs.length] as const];
  return bounds.slice(1).flatMap(([a, b], index) => {
    const [fromA, fromB] = bounds[index] ?? [-1, -1];
    const [said, stood] = [ours.slice(fromA + 1, a), theirs.slice(fromB + 1, b)];
    if (stood.length === 0)
      return isMoved(said, claim, theirs) ? [doubt('order', 'The order of what happens differs.')] : [];
    if (isReordered(said, stood, { ours, theirs, claim })) return [];
    const isShort = said.length > 0 && said.length <= LONGEST_GAP;
    if (!isShort || !isTold(stood) || !said.some((word) => word.weight > 0 || DECISIVE.has(word.text)))
      return [];
    return [
      doubt(
        'substitution',
        `Where the sentence says “${phrase(said)}”, the source says “${phrase(stood.slice(0, LONGEST_GAP))}”.`,
      ),
    ];
  });
}

/**
 * Whether both sides have each other's words elsewhere, so that a phrase was moved and none exchanged; or a light verb
 * stands for the source's. Two single words that change places within one clause are exchanged all the same.
 */
function isReordered(
  said: readonly Word[],
  stood: readonly Word[],
  { ours, theirs, claim }: { ours: readonly Word[]; theirs: readonly Word[]; claim: ReadText },
): boolean {
  const [word, other] = [said[0], stood[0]];
  const isSingle = said.length === 1 && stood.length === 1 && word !== undefined && other !== undefined;
  if (isSingle && other.isVerb && LIGHT_VERBS.test(word.text)) return true;
  const has = (list: readonly Word[], wanted: Word) =>
    list.some((candidate) => isSameWord(candidate, wanted));
  const isMovedAround = said.every((moved) => has(theirs, moved)) && stood.every((moved) => has(ours, moved));
  if (!isMovedAround || !word || !other) return isMovedAround;
  const isOneClause = claim.segments.some((segment) => has(segment.words, word) && has(segment.words, other));
  return !(isOneClause && !word.isVerb && !other.isVerb);
}

/** Whether words that the source has elsewhere were put here, where the text tells an order. */
function isMoved(said: readonly Word[], claim: ReadText, theirs: readonly Word[]): boolean {
  const tellsOrder = claim.words.some((word) => SEQUENCE.test(word.text));
  return (
    tellsOrder && said.some((word) => word.weight >= 1 && theirs.some((other) => isSameWord(word, other)))
  );
}

/** Share of the claim's words that stand in the source in the same order, or in whose place an opposite stands. */
export function orderShare(claim: ReadText, source: ReadText): number {
  const ours = decisive(claim);
  const isAlike = (a: Word, b: Word) =>
    isSameWord(a, b) || areOpposites(a.text, b.text) || areRivals(a.text, b.text);
  return commonOrder(ours, decisive(source), isAlike).length / Math.max(1, ours.length);
}

const decisive = ({ words }: ReadText): Word[] =>
  words.filter((word) => word.weight > 0 || word.isPolar || DECISIVE.has(word.text));

const isTold = (words: readonly Word[]): boolean =>
  words.some((word) => word.weight >= 1 || word.isPolar || DECISIVE.has(word.text));

/** Positions of the longest common subsequence. */
function commonOrder(
  ours: readonly Word[],
  theirs: readonly Word[],
  isAlike = isSameWord,
): (readonly [number, number])[] {
  const width = theirs.length + 1;
  const lengths = new Uint16Array((ours.length + 1) * width);
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0;
  const isSame = (a: number, b: number) => {
    const [word, other] = [ours[a], theirs[b]];
    return word !== undefined && other !== undefined && isAlike(word, other);
  };
  for (let a = ours.length - 1; a >= 0; a -= 1) {
    for (let b = theirs.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] = isSame(a, b) ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  const anchors: [number, number][] = [];
  for (let a = 0, b = 0; a < ours.length && b < theirs.length;) {
    if (isSame(a, b)) {
      anchors.push([a, b]);
      a += 1;
      b += 1;
    } else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return anchors;
}

function phrase(words: readonly Word[]): string {
  return words.map((word) => word.raw).join(' ');
}
