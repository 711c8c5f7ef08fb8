import { isSameWord } from './verify-alignment.ts';
import { doubt, type Finding } from './verify-findings.ts';
import type { ReadText, Word } from './verify-words.ts';

/** From this share of words in the same order on, a claim is read as a copy of the source with words exchanged. */
export const SAME_ORDER = 0.65;
/** Longer gaps are paraphrase and not exchange. */
const LONGEST_GAP = 3;
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
  if (anchors.length < SAME_ORDER * ours.length) return [];
  const bounds = [[-1, -1] as const, ...anchors, [ours.length, theirs.length] as const];
  return bounds.slice(1).flatMap(([a, b], index) => {
    const [fromA, fromB] = bounds[index] ?? [-1, -1];
    const [said, stood] = [ours.slice(fromA + 1, a), theirs.slice(fromB + 1, b)];
    const isExchange =
      said.length > 0 && stood.length > 0 && said.length <= LONGEST_GAP && stood.length <= LONGEST_GAP;
    if (!isExchange || !isTold(said) || !isTold(stood)) return [];
    return [
      doubt('substitution', `Where the sentence says “${phrase(said)}”, the source says “${phrase(stood)}”.`),
    ];
  });
}

/** Share of the claim's words that stand in the source in the same order. */
export function orderShare(claim: ReadText, source: ReadText): number {
  const ours = decisive(claim);
  return commonOrder(ours, decisive(source)).length / Math.max(1, ours.length);
}

const decisive = ({ words }: ReadText): Word[] =>
  words.filter((word) => word.weight > 0 || word.isPolar || DECISIVE.has(word.text));

const isTold = (words: readonly Word[]): boolean =>
  words.some((word) => word.weight >= 1 || word.isPolar || DECISIVE.has(word.text));

/** Positions of the longest common subsequence. */
function commonOrder(ours: readonly Word[], theirs: readonly Word[]): (readonly [number, number])[] {
  const width = theirs.length + 1;
  const lengths = new Uint16Array((ours.length + 1) * width);
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0;
  const isSame = (a: number, b: number) => {
    const [word, other] = [ours[a], theirs[b]];
    return word !== undefined && other !== undefined && isSameWord(word, other);
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
