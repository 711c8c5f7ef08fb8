import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { brokenBounds } from './check-bounds.ts';
import { NEIGHBOURS_BOUNDS } from './floors.ts';
import { renderReport } from './report.ts';
import { runSuite } from './run-suite.ts';
import { NEIGHBOURS, type Suite } from './suites.ts';

/** Half of the corpus: embedding and calibrating all of it takes minutes. */
const DOCUMENTS = ['python-language', 'data-wrangling'];

const corpusDir = mkdtempSync(join(tmpdir(), 'indepth-neighbours-'));
afterAll(() => rmSync(corpusDir, { recursive: true }));

/** A minute or two on two free cores; the machine may be busy. */
const TIMEOUT_MS = 1_200_000;

it(
  'keeps the floors of the answers on neighbouring topics',
  async () => {
    for (const name of DOCUMENTS) {
      copyFileSync(join(NEIGHBOURS.corpusDir, `${name}.md`), join(corpusDir, `${name}.md`));
    }
    const sets = NEIGHBOURS.sets.filter((path) => DOCUMENTS.some((name) => path.endsWith(`${name}.jsonl`)));
    const suite: Suite = { ...NEIGHBOURS, corpusDir, sets };
    const rows = await runSuite(suite, {});
    console.log(renderReport(NEIGHBOURS.name, rows));
    expect(brokenBounds(rows, NEIGHBOURS_BOUNDS)).toEqual([]);
  },
  TIMEOUT_MS,
);
