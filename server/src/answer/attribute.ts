import { verifyClaim, type ClaimVerdict } from './verify.ts';

/** The sentences of a passage that a claim rests on: one, or two neighbours. */
export interface Attribution extends ClaimVerdict {
  /** Positions in the passage's sentences; `end` is exclusive. */
  readonly first: number;
  readonly end: number;
}

/** Sentences looked at closely: those most like the claim. More were never chosen in the develop pairs. */
const CLOSE_LOOKS = 4;
/** Coverage that a second sentence must add to be cited as well. */
const WORTH_A_NEIGHBOUR = 0.12;
const RANK = { supported: 2, partial: 1, unsupported: 0 } as const;

/**
 * The sentence of a passage that supports the claim best, with a neighbour only where both together support it clearly
 * better; `null` for a passage without sentences. `similarities` are cosines of each sentence with the claim, `context`
 * the question that the passage answers, whose words a claim may use.
 */
export function attribute(
  claim: string,
  sentences: readonly string[],
  { similarities, context = '' }: { similarities: readonly (number | null)[]; context?: string },
): Attribution | null {
  const judge = (first: number, end: number): Attribution => {
    const text = sentences.slice(first, end).join(' ');
    const cosines = similarities.slice(first, end).filter((cosine) => cosine !== null);
    const similarity = cosines.length > 0 ? Math.max(...cosines) : null;
    return { ...verifyClaim(claim, text, similarity, context), first, end };
  };
  const ranked = mostAlike(claim, sentences, similarities).slice(0, CLOSE_LOOKS);
  const single = bestOf(ranked.map((index) => judge(index, index + 1)));
  if (!single || single.verdict === 'supported') return single;
  const pairs = [single.first - 1, single.first]
    .filter((first) => first >= 0 && first + 2 <= sentences.length)
    .map((first) => judge(first, first + 2));
  const pair = bestOf(pairs);
  return pair && isWorthIt(pair, single) ? pair : single;
}

/** Two neighbours of a passage that say both sentences nearly word by word, `null` where there are none. */
export function attributeBoth(
  both: string,
  sentences: readonly string[],
  context: string,
): Attribution | null {
  const pairs = sentences.slice(1).map((second, index) => `${sentences[index] ?? ''} ${second}`);
  const [first = -1] = mostAlike(both, pairs);
  const pair = pairs[first];
  if (pair === undefined) return null;
  const judged = verifyClaim(both, pair, null, context);
  return judged.verdict === 'supported' ? { ...judged, first, end: first + 2 } : null;
}

/** Positions of the texts, those most like the claim first. */
function mostAlike(
  claim: string,
  texts: readonly string[],
  similarities: readonly (number | null)[] = [],
): number[] {
  return texts
    .map((text, index) => ({ index, likeness: likeness(claim, text, similarities[index]) }))
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ index }) => index);
}

function isWorthIt(pair: Attribution, single: Attribution): boolean {
  if (RANK[pair.verdict] !== RANK[single.verdict]) return RANK[pair.verdict] > RANK[single.verdict];
  return pair.coverage > single.coverage + WORTH_A_NEIGHBOUR;
}

function bestOf(candidates: readonly Attribution[]): Attribution | null {
  return candidates.reduce<Attribution | null>((best, candidate) => {
    if (!best) return candidate;
    const difference = RANK[candidate.verdict] - RANK[best.verdict];
    return difference > 0 || (difference === 0 && candidate.coverage > best.coverage + 0.02)
      ? candidate
      : best;
  }, null);
}

/** A cheap order of looking: shared words, and the cosine where it is known. */
function likeness(claim: string, sentence: string, cosine: number | null | undefined): number {
  const words = wordsOf(claim);
  const known = wordsOf(sentence);
  const shared = [...words].filter((word) => known.has(word)).length / Math.max(1, words.size);
  return shared + (cosine ?? 0);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? []);
}
