import type { Depth, GateDecision } from '../protocol.ts';
import type { Passage } from '../retrieval/types.ts';
import type { AnswerBlock } from './compose-extractive.ts';

/** What will be said, before it is laid out. */
export interface AnswerPlan {
  readonly decision: GateDecision;
  readonly blocks: readonly AnswerBlock[];
  /** Parts of the question that no source covers, as typed. */
  readonly uncovered: readonly string[];
  /** What each part came to, for the explanation. */
  readonly parts: readonly {
    readonly question: string;
    readonly decision: GateDecision;
    readonly entries: number[];
  }[];
  /** Passages in order, those of a lookup first. */
  readonly passages: readonly Passage[];
  /** Entries that are quoted, in order. */
  readonly entries: readonly number[];
}

export interface PlanOptions {
  readonly depth: Depth;
  /** The text of earlier answers, without markers. */
  readonly said: string;
  /** The names in a text that no source mentions. */
  readonly namesInNoSource: (text: string) => readonly string[];
}
