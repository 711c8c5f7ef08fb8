import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { runNode, StepError } from './run-step.mjs';
import { readVitestReport, summarise } from './test-summary.mjs';

const ROOT = resolve(import.meta.dirname, '..');

/** Checks that pass or fail as a whole, by name, with what Node runs for each. */
const CHECKS = {
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  'types of the server': ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  'types of the page': ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'],
};

/** The projects of vitest.config.ts, cheapest first. */
const PROJECTS = ['unit', 'quality', 'e2e'];

/**
 * Everything that must hold, all of it even when something fails on the way. Ends with one line:
 * `N passed, N failed`, where a check that fails counts as one.
 */
export async function main() {
  await ensureInstalled(ROOT, { dev: true });
  const { ensurePageBuilt } = await import('./prepare.mjs');
  const reports = mkdtempSync(join(tmpdir(), 'indepth-tests-'));
  try {
    const results = [];
    for (const [name, args] of Object.entries(CHECKS)) results.push(await runCheck(name, args));
    results.push(await runStep('build of the page', () => ensurePageBuilt(ROOT)));
    for (const project of PROJECTS) results.push(await runProject(project, join(reports, `${project}.json`)));
    const { lines, failed } = summarise(results);
    for (const line of lines) console.log(line);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

async function runCheck(name, args) {
  return runStep(name, async () => {
    const code = await runNode(args, { cwd: ROOT });
    if (code !== 0) throw new StepError(`${name}: exit code ${code}`);
  });
}

/** A step that passes or fails as a whole; a failure is shown and counted, and the others still run. */
async function runStep(name, step) {
  const begun = performance.now();
  console.log(`\n— ${name}`);
  const seconds = () => (performance.now() - begun) / 1000;
  try {
    await step();
    return { name, seconds: seconds(), passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    return { name, seconds: seconds(), passed: 0, failed: 1, skipped: 0 };
  }
}

/** One line a file on the terminal, all of it as JSON in a file to count from. */
async function runProject(project, reportFile) {
  const begun = performance.now();
  console.log(`\n— ${project}`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await runNode(
    ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests=false', ...reporters],
    { cwd: ROOT },
  );
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  return { name: project, seconds: (performance.now() - begun) / 1000, ...readVitestReport(report, code) };
}
