import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEntryLookup } from './entry-lookup.ts';
import { evaluate, type EvaluateOptions } from './evaluate.ts';
import { openLocalSubject } from './local-subject.ts';
import type { Question } from './question.ts';
import { readQuestionSet } from './question-sets.ts';
import type { Subject } from './run-question.ts';
import type { Suite } from './suites.ts';
import type { Row } from './summary.ts';

/** Ingests the suite's corpus anew into a temporary folder and asks the suite's questions. */
export async function runSuite(suite: Suite, options: EvaluateOptions): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'indepth-quality-'));
  try {
    const subject = await openLocalSubject(suite.corpusDir, { dataDir });
    try {
      return await evaluate(subject, readSuite(suite, subject), options);
    } finally {
      await subject.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/** The questions of a suite, every n-th of each set, with their labels resolved to the subject's entries. */
export function readSuite({ sets, every }: Suite, subject: Pick<Subject, 'entries'>): Question[] {
  const lookup = createEntryLookup(subject.entries);
  return sets.flatMap((set) => readQuestionSet(set, lookup).filter((_, index) => index % every === 0));
}
