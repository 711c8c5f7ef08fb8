import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copySentences, rephraseSentences, type Say } from '../models/obedient-model.ts';
import { material } from '../material.ts';
import { openLocalSubject, type LocalSubject } from './local-subject.ts';
import { askObedient, citationFigures, sayNuggets, type ObedientSentence } from './obedient.ts';
import { isInCorpus, type Question } from './question.ts';
import { readSuite } from './run-suite.ts';
import { SAMPLE } from './suites.ts';

/** What a model that does as it is told must be granted of its citations, by both measures. */
const FLOOR = 0.95;
/** Fewer sentences would make the figures jump. */
const FEWEST_SENTENCES = 20;

const STYLES: readonly { name: string; sayFor: (question: Question) => Say }[] = [
  { name: 'copies sentences', sayFor: () => copySentences },
  { name: 'says them in slightly other words', sayFor: () => rephraseSentences },
  { name: 'says pieces of them', sayFor: sayNuggets },
];

const development = material('eval/seed-dev.jsonl');
/** Question sets, and which questions of them are asked; all of them would take minutes. */
const SETS = [
  { name: 'the sample questions', sets: SAMPLE.sets, every: 7 },
  { name: 'the development questions', sets: development === null ? [] : [development], every: 14 },
];

let subject: LocalSubject;
beforeAll(async () => {
  subject = await openLocalSubject(SAMPLE.corpusDir);
});
afterAll(() => subject.close());

describe.each(SETS)('a model that does as it is told, on $name', ({ sets, every }) => {
  // Without the development set, which is not part of the repository, its part is skipped.
  test.skipIf(sets.length === 0).each(STYLES)(
    'and $name is believed, each citation at the right place',
    async ({ sayFor }) => {
      const questions = readSuite({ ...SAMPLE, sets, every: 1 }, subject)
        .filter(isInCorpus)
        .filter((_, index) => index % every === 0);
      const sentences: ObedientSentence[] = [];
      for (const question of questions) {
        sentences.push(...(await askObedient(subject.deps, question, sayFor(question))));
      }
      const figures = citationFigures(sentences);
      const doubted = sentences.filter(({ verdict }) => verdict !== 'supported');
      console.log(figures, doubted.map(({ text, reasons }) => `${text} · ${reasons}`).join('\n'));
      expect(figures.sentences).toBeGreaterThanOrEqual(FEWEST_SENTENCES);
      expect(figures.recall).toBeGreaterThanOrEqual(FLOOR);
      expect(figures.precision).toBeGreaterThanOrEqual(FLOOR);
    },
  );
});
