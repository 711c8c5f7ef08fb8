import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { GateCalibration, GateModel } from '../index/types.ts';

const logistic = z.object({ bias: z.number(), weights: z.record(z.string(), z.number()) });
const thresholds = z.object({ refuse: z.number().min(0).max(1), answer: z.number().min(0).max(1) });

export const gateModelSchema = z.object({
  topical: logistic,
  evidence: logistic,
  evidenceWithoutReader: logistic,
  thresholds,
  thresholdsWithoutReader: thresholds,
});

/** The shipped gate, fitted by `npm run calibrate`: used where a snapshot has no calibration of its own. */
export const GATE_PRIOR: GateModel = gateModelSchema.parse(
  JSON.parse(readFileSync(new URL('./gate-prior.json', import.meta.url), 'utf8')),
);

/** The model that the gate uses on a snapshot. */
export function gateModelOf(calibration: GateCalibration | null): GateModel {
  return calibration?.model ?? GATE_PRIOR;
}
