import { retrievalView } from './answer/retrieval-view.ts';
import type { AskDeps } from './ask-request.ts';
import { findAnswer } from './find-answer.ts';
import type { Calibration, RetrievalView } from './protocol.ts';
import { inCollection } from './retrieval/collection.ts';
import { GATE_PRIOR } from './retrieval/gate-prior.ts';
import { startStopwatch } from './stopwatch.ts';

export interface SearchRequest {
  readonly question: string;
  /** How many passages at most. */
  readonly k: number;
  readonly collection?: string;
}

/** The passages for a question with every score, and what the gate says about them, without an answer. */
export async function search(
  whole: AskDeps,
  { question, k, collection }: SearchRequest,
  signal: AbortSignal,
): Promise<RetrievalView> {
  const deps = { ...whole, snapshot: inCollection(whole.snapshot, collection) };
  const request = { id: '', question, history: [], depth: 'answer' as const };
  const findings = await findAnswer(deps, request, { signal, watch: startStopwatch() });
  return retrievalView(deps.snapshot, findings.plan, { ...findings, shown: k });
}

/** The calibration that the gate uses on this snapshot. */
export function calibrationOf({ snapshot, reader }: AskDeps): Calibration {
  const { calibration } = snapshot.manifest;
  if (calibration?.model !== undefined) {
    const { source, thresholds, auroc, samples, note } = calibration;
    return { source, thresholds, auroc, samples, note };
  }
  return {
    source: 'prior',
    thresholds: reader === null ? GATE_PRIOR.thresholdsWithoutReader : GATE_PRIOR.thresholds,
    auroc: null,
    samples: { answerable: 0, nearMiss: 0 },
    note: calibration?.note ?? 'The shipped gate: this index has no calibration of its own.',
  };
}
