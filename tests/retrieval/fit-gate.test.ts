import { describe, expect, test } from 'vitest';
import { fitGate, HELD_BACK, type GateSample } from '../../server/src/retrieval/fit-gate.ts';
import { decide } from '../../server/src/retrieval/gate.ts';

const LEVEL = { answerable: 0.7, 'near-miss': 0.45, 'off-topic': 0.1 } as const;
const KINDS = Object.keys(LEVEL) as (keyof typeof LEVEL)[];

/** Samples whose features lie around the level of their kind; the reader tells near misses apart best. */
const SAMPLES: GateSample[] = Array.from({ length: 300 }, (_, index) => {
  const kind = KINDS[index % 3]!;
  const noise = ((index * 37) % 101) / 101 - 0.5;
  const level = LEVEL[kind] + 0.3 * noise;
  const read = (kind === 'answerable' ? 3 : -3) + 2 * noise;
  return {
    kind,
    features: { fused: level, sentence: level, cosine: level, unknown: 1 - level, trust: 1, read },
  };
});

describe('a gate that is fitted', () => {
  const { model, withReader, withoutReader } = fitGate(SAMPLES);

  test('tells the kinds apart, near misses better with the reader than without', () => {
    expect(withReader.auroc).toBeGreaterThan(0.97);
    expect(withReader.aurocNearMiss).toBeGreaterThanOrEqual(withoutReader.aurocNearMiss!);
    expect(withReader.samples).toEqual({ answerable: 100, nearMiss: 100, offTopic: 100 });
  });

  test('holds back the share of answerable questions that it may, and nearly none outright', () => {
    expect(withReader.answered.answerable).toBeCloseTo(1 - HELD_BACK, 1);
    expect(model.thresholds.refuse).toBeLessThan(model.thresholds.answer);
    const refused = SAMPLES.filter(
      ({ kind, features }) => kind === 'answerable' && decide(model, features).decision === 'refuse',
    );
    expect(refused.length).toBeLessThanOrEqual(5);
  });

  test('weighs evidence for the question, and what is unknown against it', () => {
    expect(model.topical.weights.unknown).toBeLessThan(0);
    expect(model.evidence.weights.read).toBeGreaterThan(0);
    expect(model.evidence.weights.fused).toBeGreaterThan(0);
  });

  test('takes its thresholds from the samples that are chosen for it, its weights from all', () => {
    const other = fitGate(SAMPLES, (index) => index < 60);
    expect(other.model.evidence).toEqual(model.evidence);
    expect(other.withReader.samples).toEqual({ answerable: 20, nearMiss: 20, offTopic: 20 });
  });
});
