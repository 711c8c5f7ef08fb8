import type { SentenceKind } from '../corpus/types.ts';

/** A sentence that may be quoted, in document order within its entry. */
export interface Candidate {
  readonly section: number;
  readonly sentence: number;
  readonly block: number;
  readonly kind: SentenceKind;
  readonly text: string;
  /** How much it says about what was asked, 0..1. */
  readonly relevance: number;
}

/** The fact asked for is often in the sentence after the one that resembles the question (recall .47 → .74). */
const FROM_LEFT = 0.45;
/** The same from two sentences before. */
const FROM_SECOND_LEFT = 0.15;
/** A sentence before the best one sets it up, but holds the fact less often. */
const FROM_RIGHT = 0.2;

/** Openings that lean on the sentence before: quoted alone they say nothing. */
const DANGLING =
  /^["'(*_]*(?:this|that|these|those|it|its|they|them|their|he|she|such|both|either|neither|here|there|for example|for instance|e\.g\.|however|but|so|thus|hence|therefore|then|instead|otherwise|also|additionally|moreover|furthermore|similarly|likewise|conversely|in contrast|by contrast|on the other hand|as a result|consequently|that is|in other words|and|or|because of this|in this case|in that case|if so|if not|the (?:former|latter|same|other|second|third|first))\b/i;
/** Closings that announce what follows. */
const ANNOUNCING = /:\s*["'*_]*$/;

/** Spreads each sentence's relevance to its neighbours within the section. */
export function spreadRelevance(candidates: readonly Candidate[]): number[] {
  const own = (index: number, section: number) => {
    const neighbour = candidates[index];
    return neighbour?.section === section ? neighbour.relevance : 0;
  };
  return candidates.map(({ relevance, section }, index) => {
    const left = Math.max(FROM_LEFT * own(index - 1, section), FROM_SECOND_LEFT * own(index - 2, section));
    return relevance + left + FROM_RIGHT * own(index + 1, section);
  });
}

/**
 * Chooses the sentences of one entry to quote, as indexes in order: the most relevant first, until the budget of
 * words is spent, each together with what it needs to be understood (what "This" refers to, the code that a colon
 * announces, the rest of its list). At least one group is chosen, whatever its length.
 */
export function selectSentences(candidates: readonly Candidate[], budget: number, floor = 0): number[] {
  const spread = spreadRelevance(candidates);
  const order = candidates
    .map((_, index) => index)
    .sort((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0) || a - b);
  const best = spread[order[0] ?? 0] ?? 0;
  const chosen = new Set<number>();
  let spent = 0;
  for (const index of order) {
    if (chosen.size > 0 && (spread[index] ?? 0) < floor * best) break;
    const group = withContext(candidates, index).filter((member) => !chosen.has(member));
    const words = group.reduce((sum, member) => sum + wordCount(candidates[member]?.text ?? ''), 0);
    if (chosen.size > 0 && spent + words > budget) continue;
    for (const member of group) chosen.add(member);
    spent += words;
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The sentence with what it needs: its antecedents, its list, the block it announces or the line that announces it. */
function withContext(candidates: readonly Candidate[], index: number): number[] {
  const group = new Set<number>();
  const visit = (at: number) => {
    const candidate = candidates[at];
    if (candidate === undefined || group.has(at)) return;
    group.add(at);
    const before = candidates[at - 1];
    const after = candidates[at + 1];
    const hasBefore = before?.section === candidate.section;
    if (hasBefore && (needsBefore(candidate) || ANNOUNCING.test(before.text))) visit(at - 1);
    if (after?.section === candidate.section && ANNOUNCING.test(candidate.text)) visit(at + 1);
    if (candidate.kind !== 'item') return;
    if (hasBefore && before.block === candidate.block) visit(at - 1);
    if (after?.section === candidate.section && after.block === candidate.block) visit(at + 1);
  };
  visit(index);
  return [...group];
}

function needsBefore({ text, kind }: Candidate): boolean {
  return kind === 'code' || kind === 'table' || kind === 'math' || DANGLING.test(text);
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
