import { join } from 'node:path';
import { ROOT } from '../material.ts';

/** Question sets with the corpus that they were written for. */
export interface Suite {
  name: string;
  corpusDir: string;
  sets: readonly string[];
  /** Every n-th question is asked; the sets list the questions entry by entry, so n must not divide their rhythm. */
  every: number;
}

const FIXTURE = join(ROOT, 'tests/fixtures/python-ml-own');

/** The committed question sets. */
export const SAMPLE: Suite = {
  name: 'sample corpus',
  corpusDir: join(ROOT, 'data/corpus'),
  sets: [join(ROOT, 'tests/quality/sample-questions.jsonl')],
  every: 1,
};

/** Four files on neighbouring topics, six questions an entry: 7 takes each of the six kinds in turn. */
export const NEIGHBOURS: Suite = {
  name: 'neighbouring topics',
  corpusDir: FIXTURE,
  sets: ['classical-ml', 'data-wrangling', 'deep-learning', 'python-language'].map((name) =>
    join(FIXTURE, `${name}.jsonl`),
  ),
  every: 7,
};
