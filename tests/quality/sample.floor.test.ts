import { expect, it } from 'vitest';
import { brokenBounds } from './check-bounds.ts';
import { SAMPLE_BOUNDS } from './floors.ts';
import { renderReport } from './report.ts';
import { runSuite } from './run-suite.ts';
import { SAMPLE } from './suites.ts';

/** Asking every follow-up would treble the time. */
const CLICK_EVERY = 3;

/** A minute or two on two free cores; the machine may be busy. */
const TIMEOUT_MS = 1_200_000;

it(
  'keeps the floors of the answers on the sample corpus',
  async () => {
    const rows = await runSuite(SAMPLE, { clickEvery: CLICK_EVERY });
    console.log(renderReport(SAMPLE.name, rows));
    expect(brokenBounds(rows, SAMPLE_BOUNDS)).toEqual([]);
  },
  TIMEOUT_MS,
);
