/** A bound on a figure of the report; a floor where `least` is given, a ceiling where `most` is. */
export interface Bound {
  group: string;
  name: string;
  least?: number;
  most?: number;
  /** The figure must rest on at least so many questions: a floor on an emptied set would mean nothing. */
  questions: number;
}

/**
 * The committed question sets must not fall below these. Chosen from what the product has to reach, and a little
 * under the lower end of the 95 % interval that was measured, so that only a real loss fails.
 */
export const SAMPLE_BOUNDS: readonly Bound[] = [
  { group: 'retrieval', name: 'hit@1', least: 0.95, questions: 130 },
  { group: 'citations', name: 'a gold entry cited', least: 0.93, questions: 130 },
  { group: 'citations', name: 'cited entries gold or acceptable', least: 0.95, questions: 120 },
  { group: 'nuggets', name: 'recall', least: 0.82, questions: 130 },
  { group: 'nuggets', name: 'words per answer, median', most: 110, questions: 120 },
  { group: 'answered with confidence', name: 'answerable questions', least: 0.8, questions: 130 },
  { group: 'answered with confidence', name: 'near misses', most: 0.39, questions: 30 },
  { group: 'answered with confidence', name: 'other questions not covered', most: 0.04, questions: 25 },
  { group: 'refused', name: 'answerable questions', most: 0.06, questions: 130 },
  { group: 'refusal', name: 'macro-F1 (closest = refuse)', least: 0.79, questions: 190 },
  { group: 'gate', name: 'AUROC, answerable against near misses', least: 0.74, questions: 160 },
  { group: 'several parts', name: 'covered parts cited, others named', least: 0.8, questions: 28 },
  { group: 'follow-ups', name: 'clicked: answered and cited', least: 0.98, questions: 50 },
  { group: 'follow-ups', name: 'clicked: the promised entry cited', least: 0.95, questions: 50 },
  { group: 'follow-ups', name: 'distinct from all asked and offered', least: 1, questions: 50 },
  { group: 'contract', name: 'faults per answer', most: 0, questions: 200 },
];

export const NEIGHBOURS_BOUNDS: readonly Bound[] = [
  { group: 'retrieval', name: 'hit@1', least: 0.88, questions: 50 },
  { group: 'citations', name: 'a gold entry cited', least: 0.9, questions: 50 },
  { group: 'answered with confidence', name: 'answerable questions', least: 0.9, questions: 50 },
  { group: 'answered with confidence', name: 'near misses', most: 0.46, questions: 50 },
  { group: 'contract', name: 'faults per answer', most: 0, questions: 100 },
];
