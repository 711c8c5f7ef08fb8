import type { GateModel, LogisticModel } from '../index/types.ts';
import type { GateThresholds } from '../protocol.ts';
import { gateScore } from './gate.ts';
import type { GateFeatures } from './gate-features.ts';
import { areaUnderRoc, fitLogistic, type Sample } from './logistic.ts';

/** A question with its features, and what it is: answered by the corpus, near to it, or off topic. */
export interface GateSample {
  readonly features: GateFeatures;
  readonly kind: 'answerable' | 'near-miss' | 'off-topic';
}

/** The operating point: shares of the answerable questions that may be held back, and refused outright. */
export const HELD_BACK = 0.11;
export const REFUSED = 0.02;

const TOPICAL = ['sentence', 'cosine', 'unknown'] as const;
const EVIDENCE_WITHOUT_READER = ['fused', 'sentence'] as const;
const EVIDENCE = [...EVIDENCE_WITHOUT_READER, 'read'] as const;
const FOLDS = 10;

/** How well a fitted gate tells questions apart, each scored by a model that has not seen it. */
export interface Reliability {
  readonly samples: { readonly answerable: number; readonly nearMiss: number; readonly offTopic: number };
  /** Answerable against everything else. */
  readonly auroc: number | null;
  readonly aurocNearMiss: number | null;
  /** Shares answered with confidence at the answer threshold. */
  readonly answered: { readonly answerable: number; readonly nearMiss: number; readonly offTopic: number };
}

export interface FittedGate {
  readonly model: GateModel;
  readonly withReader: Reliability;
  readonly withoutReader: Reliability;
}

/**
 * Fits the gate's weights on all samples, and its thresholds to the operating point above, by the cross-validated
 * scores of those for which `setsThresholds` holds. Every sample must carry the reader's input `read`.
 */
export function fitGate(
  samples: readonly GateSample[],
  setsThresholds: (index: number) => boolean = () => true,
): FittedGate {
  const models = fitModels(samples);
  const all = crossValidate(samples);
  const chosen = samples.filter((_, index) => setsThresholds(index));
  const withReader = all.withReader.filter((_, index) => setsThresholds(index));
  const withoutReader = all.withoutReader.filter((_, index) => setsThresholds(index));
  const thresholds = thresholdsFor(chosen, withReader);
  const thresholdsWithoutReader = thresholdsFor(chosen, withoutReader);
  return {
    model: { ...models, thresholds, thresholdsWithoutReader },
    withReader: reliabilityOf(chosen, withReader, thresholds),
    withoutReader: reliabilityOf(chosen, withoutReader, thresholdsWithoutReader),
  };
}

type Models = Pick<GateModel, 'topical' | 'evidence' | 'evidenceWithoutReader'>;

function fitModels(samples: readonly GateSample[]): Models {
  const onTopic = samples.filter(({ kind }) => kind !== 'off-topic');
  const evidence = (names: readonly string[]): LogisticModel =>
    fitLogistic(
      onTopic.map(({ features, kind }): Sample => ({ features, isPositive: kind === 'answerable' })),
      names,
    );
  return {
    topical: fitLogistic(
      samples.map(({ features, kind }) => ({ features, isPositive: kind !== 'off-topic' })),
      TOPICAL,
    ),
    evidence: evidence(EVIDENCE),
    evidenceWithoutReader: evidence(EVIDENCE_WITHOUT_READER),
  };
}

interface Scores {
  readonly withReader: readonly number[];
  readonly withoutReader: readonly number[];
}

/** Each sample's score by models fitted on the other folds; folds take turns, so that neighbours are split up. */
function crossValidate(samples: readonly GateSample[]): Scores {
  const withReader = new Array<number>(samples.length).fill(0);
  const withoutReader = new Array<number>(samples.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const models = fitModels(samples.filter((_, index) => index % FOLDS !== fold));
    samples.forEach(({ features }, index) => {
      if (index % FOLDS !== fold) return;
      withReader[index] = gateScore(models.topical, models.evidence, features).score;
      withoutReader[index] = gateScore(models.topical, models.evidenceWithoutReader, features).score;
    });
  }
  return { withReader, withoutReader };
}

function thresholdsFor(samples: readonly GateSample[], scores: readonly number[]): GateThresholds {
  const answerable = scores.filter((_, index) => samples[index]?.kind === 'answerable').sort((a, b) => a - b);
  const at = (share: number) => answerable[Math.floor(share * answerable.length)] ?? 0;
  return { refuse: at(REFUSED), answer: at(HELD_BACK) };
}

function reliabilityOf(
  samples: readonly GateSample[],
  scores: readonly number[],
  { answer }: GateThresholds,
): Reliability {
  const scored = samples.map(({ kind }, index) => ({
    kind,
    score: scores[index] ?? 0,
    isPositive: kind === 'answerable',
  }));
  const of = (kind: GateSample['kind']) => scored.filter((sample) => sample.kind === kind);
  const answered = (kind: GateSample['kind']) =>
    of(kind).filter(({ score }) => score >= answer).length / Math.max(1, of(kind).length);
  return {
    samples: {
      answerable: of('answerable').length,
      nearMiss: of('near-miss').length,
      offTopic: of('off-topic').length,
    },
    auroc: areaUnderRoc(scored),
    aurocNearMiss: areaUnderRoc(scored.filter(({ kind }) => kind !== 'off-topic')),
    answered: {
      answerable: answered('answerable'),
      nearMiss: answered('near-miss'),
      offTopic: answered('off-topic'),
    },
  };
}
