import type { GateModel, LogisticModel } from '../index/types.ts';
import type { GateDecision, GateThresholds } from '../protocol.ts';
import type { GateFeatures } from './gate-features.ts';

/** The lowest and highest logit that the reader gives in practice: bounds of what reading can change. */
const READER_RANGE = [-6, 6] as const;

/** Below this probability a question is off topic whatever the reader finds in it: the reader never saw small talk. */
const TOPICAL_FLOOR = 0.15;

export interface GateResult {
  readonly decision: GateDecision;
  /** 0..1: the geometric mean of the two probabilities below, lowered for what is off topic. */
  readonly score: number;
  readonly topical: number;
  readonly evidence: number;
  readonly thresholds: GateThresholds;
}

/**
 * Decides from retrieval evidence: is the question on a topic of the corpus, and does a passage answer it?
 * Both are logistic models whose weights are fitted (`npm run calibrate`), so one more signal is one more weight.
 */
export function decide(model: GateModel, features: GateFeatures): GateResult {
  const hasReader = features.read !== undefined;
  const thresholds = hasReader ? model.thresholds : model.thresholdsWithoutReader;
  const scored = gateScore(model.topical, hasReader ? model.evidence : model.evidenceWithoutReader, features);
  return { decision: decisionFor(scored.score, thresholds), ...scored, thresholds };
}

/** Both probabilities and the score that they make together. */
export function gateScore(
  topicalModel: LogisticModel,
  evidenceModel: LogisticModel,
  features: GateFeatures,
): Pick<GateResult, 'score' | 'topical' | 'evidence'> {
  const topical = probability(topicalModel, features);
  const evidence = probability(evidenceModel, features);
  const onTopic = Math.min(1, topical / TOPICAL_FLOOR);
  return { score: Math.sqrt(topical * evidence) * onTopic * (features.trust ?? 1), topical, evidence };
}

export function decisionFor(score: number, thresholds: GateThresholds): GateDecision {
  if (score >= thresholds.answer) return 'answer';
  return score >= thresholds.refuse ? 'closest' : 'refuse';
}

/**
 * The reader's input: the largest logit among the passages read. Reads one passage after the other, and only
 * while the next one can still change the decision.
 */
export async function readWhileUndecided(
  model: GateModel,
  features: GateFeatures,
  read: (index: number) => Promise<number>,
  count: number,
): Promise<GateFeatures> {
  const [lowest, highest] = READER_RANGE;
  let best: number = lowest;
  for (let index = 0; index < count; index += 1) {
    const sure = decide(model, { ...features, read: best }).decision;
    if (sure === decide(model, { ...features, read: highest }).decision) break;
    best = Math.max(best, await read(index));
  }
  return { ...features, read: best };
}

export function probability({ bias, weights }: LogisticModel, features: GateFeatures): number {
  let logit = bias;
  for (const [name, weight] of Object.entries(weights)) logit += weight * (features[name] ?? 0);
  return 1 / (1 + Math.exp(-logit));
}
