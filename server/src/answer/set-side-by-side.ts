import type { Snapshot } from '../index/types.ts';
import type { AnswerBlock, Pick } from './compose-extractive.ts';
import { pickSimilarity, pickText } from './picks.ts';
import { verifyClaim } from './verify.ts';

/** From this cosine on, two sentences speak of the same thing. */
const SAME_MATTER = 0.75;
/** And when so much of the one's words stand in the other. */
const SHARED_WORDS = 0.6;
const LEAD = 'The sources differ on this:';

/**
 * The picks as blocks: two sentences of different entries that contradict each other stand next to each other under a
 * line that says so. Which one is right is for the reader to judge.
 */
export function setSideBySide(snapshot: Snapshot, picks: readonly Pick[]): AnswerBlock[] {
  for (const [index, first] of picks.entries()) {
    const second = picks.slice(index + 1).find((other) => contradicts(snapshot, first, other));
    if (second === undefined) continue;
    const rest = picks.filter((pick) => pick !== first && pick !== second);
    const differing = { lead: LEAD, picks: [first, second] };
    return rest.length > 0 ? [{ picks: rest }, differing] : [differing];
  }
  return [{ picks }];
}

function contradicts(snapshot: Snapshot, first: Pick, second: Pick): boolean {
  if (first.entry === second.entry) return false;
  const similarity = pickSimilarity(snapshot, first, second);
  if (similarity === null || similarity < SAME_MATTER) return false;
  const { verdict, isDisputed, coverage } = verifyClaim(
    pickText(snapshot, second),
    pickText(snapshot, first),
    similarity,
  );
  return verdict === 'unsupported' && isDisputed && coverage >= SHARED_WORDS;
}
