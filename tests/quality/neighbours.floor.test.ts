import { expect, it } from 'vitest';
import { brokenBounds } from './check-bounds.ts';
import { NEIGHBOURS_BOUNDS } from './floors.ts';
import { renderReport } from './report.ts';
import { runSuite } from './run-suite.ts';
import { NEIGHBOURS } from './suites.ts';

it('keeps the floors of the answers on neighbouring topics', async () => {
  const rows = await runSuite(NEIGHBOURS, {});
  console.log(renderReport(NEIGHBOURS.name, rows));
  expect(brokenBounds(rows, NEIGHBOURS_BOUNDS)).toEqual([]);
});
