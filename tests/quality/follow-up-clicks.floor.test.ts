import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { walkFollowUps, type Walk } from './follow-up-clicks.ts';
import { openLocalSubject, type LocalSubject } from './local-subject.ts';
import { isInCorpus } from './question.ts';
import { readSuite } from './run-suite.ts';
import { SAMPLE } from './suites.ts';

/** Turns of a conversation that is had by clicking. */
const TURNS = 4;
/** Of the committed questions that the corpus answers; no divisor of their rhythm. */
const EVERY = 5;

/** Most of a minute on two free cores; the machine may be busy. */
const TIMEOUT_MS = 1_200_000;

it(
  'keeps every promise in conversations that are had by clicking, and repeats nothing',
  async () => {
    const walks = await walkAll();
    const clicks = walks.flatMap((walk) => walk.clicks);
    const back = walks.flatMap((walk) => walk.back);
    console.log(
      `${clicks.length} clicks in ${walks.length} conversations; led back:\n  ${back.join('\n  ')}`,
    );
    const share = (isKept: (click: (typeof clicks)[number]) => boolean) =>
      clicks.filter(isKept).length / clicks.length;
    expect(clicks.length).toBeGreaterThanOrEqual(60);
    expect(share(({ isAnswered }) => isAnswered)).toBeGreaterThanOrEqual(0.98);
    expect(share(({ keepsPromise }) => keepsPromise)).toBeGreaterThanOrEqual(0.95);
    expect(clicks.filter(({ isDistinct }) => !isDistinct)).toEqual([]);
    expect(walks.flatMap(({ repeats }) => repeats)).toEqual([]);
    expect(back.length).toBeGreaterThanOrEqual(3);
  },
  TIMEOUT_MS,
);

async function walkAll(): Promise<Walk[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'indepth-clicks-'));
  let subject: LocalSubject | undefined;
  try {
    subject = await openLocalSubject(SAMPLE.corpusDir, { dataDir });
    const starts = readSuite(SAMPLE, subject).filter(isInCorpus);
    const walks: Walk[] = [];
    for (const [index, { question }] of starts.entries()) {
      if (index % EVERY === 0)
        walks.push(await walkFollowUps(subject, question, { turns: TURNS, offset: index }));
    }
    return walks;
  } finally {
    await subject?.close();
    rmSync(dataDir, { recursive: true });
  }
}
