import type { GateModel, Snapshot } from '../index/types.ts';
import { decide, readWhileUndecided, type GateResult } from './gate.ts';
import { GATE_PASSAGES, gateFeatures, type GateFeatures } from './gate-features.ts';
import type { Query } from './query.ts';
import { retrieve } from './retrieve.ts';
import type { Passage } from './types.ts';

/** What retrieval found for a question and what the gate makes of it. */
export interface Evaluation {
  readonly query: Query;
  readonly passages: readonly Passage[];
  readonly features: GateFeatures;
  readonly gate: GateResult;
  /** The reader's logit by chunk, for the passages that it has read. */
  readonly readings: ReadonlyMap<number, number>;
}

/** The reader's logit that a passage answers the question. */
export type ReadPassage = (question: string, passage: Passage) => Promise<number>;

export interface EvaluateOptions {
  readonly model: GateModel;
  /** `null` where there is no reader. */
  readonly read: ReadPassage | null;
  /** The question as the reader gets it. */
  readonly readAs: string;
  /** Whether instructions to the assistant stood beside the question. */
  readonly holdsInstructions?: boolean;
}

/** Retrieves passages and gates them; the reader is asked only while it can change the decision. */
export async function evaluate(
  snapshot: Snapshot,
  query: Query,
  { model, read, readAs, holdsInstructions = false }: EvaluateOptions,
): Promise<Evaluation> {
  const passages = retrieve(snapshot, query);
  const readings = new Map<number, number>();
  let features = gateFeatures(snapshot, query, { passages, holdsInstructions });
  if (read !== null) {
    const top = passages.slice(0, GATE_PASSAGES);
    const readAt = async (index: number) => {
      const passage = top[index];
      if (passage === undefined) return -Infinity;
      const logit = await read(readAs, passage);
      readings.set(passage.chunk, logit);
      return logit;
    };
    features = await readWhileUndecided(model, features, readAt, top.length);
  }
  const gate = decide(model, features);
  // Beside orders to the assistant only a sure answer is given: something near would be an answer to the order.
  const decision = holdsInstructions && gate.decision === 'closest' ? 'refuse' : gate.decision;
  return { query, passages, features, gate: { ...gate, decision }, readings };
}
