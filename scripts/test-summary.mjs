/**
 * Counts of one vitest run from its JSON report. A run that failed without a failed test (a file that does not load,
 * an unhandled error, no report at all) counts one failure, so that a bad run never looks good.
 */
export function readVitestReport(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests: pending = 0,
    numTodoTests: todo = 0,
  } = report;
  const isGood = exitCode === 0 && report.success !== false;
  return { passed, failed: isGood ? numFailedTests : Math.max(1, numFailedTests), skipped: pending + todo };
}

/** A table of the results, and as its last line `N passed, N failed`. */
export function summarise(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, seconds, passed, failed, skipped }) => {
    const counts = [
      passed > 0 && `${passed} passed`,
      failed > 0 && `${failed} failed`,
      skipped > 0 && `${skipped} skipped`,
    ].filter(Boolean);
    return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${counts.join(', ')}`.trimEnd();
  });
  return {
    lines: ['', ...lines, '', `${sum('passed')} passed, ${sum('failed')} failed`],
    failed: sum('failed'),
  };
}
