import { isSameWord } from './verify-alignment.ts';
import { doubt, type Finding } from './verify-findings.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/** Content words this far apart in the source still count as connected. */
const NEAR = 2;

/**
 * Neighbouring words of the claim that the source has, but never together: right words in a wrong relation. Not sure
 * enough to contradict, since a paraphrase may draw together what two clauses say.
 */
export function checkConnections(claim: ReadText, source: ReadText): Finding[] {
  const [broken] = brokenPairs(claim, source);
  if (!broken) return [];
  const [first, second] = broken;
  return [doubt('relation', `The source does not connect “${first.raw}” with “${second.raw}”.`)];
}

export function brokenPairs(claim: ReadText, source: ReadText): [Word, Word][] {
  return claim.segments.flatMap((segment) => {
    const words = stated(segment);
    return words.flatMap((word, index) => {
      const next = words[index + 1];
      return next && isBroken(word, next, source) ? [[word, next] as [Word, Word]] : [];
    });
  });
}

/** What a segment says, in order, its inherited subject first. */
function stated(segment: Segment): Word[] {
  const own = segment.words.filter((word) => word.weight >= 1);
  const inherited = segment.subject.filter((word) => word.weight >= 1 && !segment.words.includes(word));
  return [...inherited.slice(-1), ...own];
}

function isBroken(first: Word, second: Word, source: ReadText): boolean {
  const content = source.words.filter((word) => word.weight >= 1);
  const places = (wanted: Word) => content.flatMap((word, at) => (isSameWord(word, wanted) ? [at] : []));
  const [left, right] = [places(first), places(second)];
  if (left.length === 0 || right.length === 0 || isSameWord(first, second)) return false;
  if (
    left.some((a) => right.some((b) => Math.abs(a - b) <= NEAR || content[a]?.phrase === content[b]?.phrase))
  )
    return false;
  return !source.segments.some((segment) => {
    const [subject, all] = [segment.subject, [...segment.subject, ...segment.words]];
    const has = (words: readonly Word[], wanted: Word) => words.some((word) => isSameWord(word, wanted));
    return (has(subject, first) && has(all, second)) || (has(subject, second) && has(all, first));
  });
}
