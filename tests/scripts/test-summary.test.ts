import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../material.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const { readVitestReport, summarise } = (await import(join(ROOT, 'scripts', 'test-summary.mjs'))) as {
  readVitestReport: (report: object | null, exitCode: number) => Counts;
  summarise: (results: (Counts & { name: string; seconds: number })[]) => { lines: string[]; failed: number };
};
const { readAudit } = (await import(join(ROOT, 'scripts', 'audit.mjs'))) as {
  readAudit: (output: string) => { found: string[]; unreachable?: string };
};

describe('the summary of all tests', () => {
  it('counts passed, failed and skipped tests', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 1,
      success: false,
    };
    expect(readVitestReport(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a run that failed without a failed test', () => {
    const clean = { numPassedTests: 5, numFailedTests: 0, success: true };
    expect(readVitestReport(null, 1).failed).toBe(1);
    expect(readVitestReport(clean, 1).failed).toBe(1);
    expect(readVitestReport({ ...clean, success: false }, 0).failed).toBe(1);
    expect(readVitestReport(clean, 0).failed).toBe(0);
  });

  it('ends with the sums in one line', () => {
    const count = fc.nat(1000);
    const result = fc.record({
      name: fc.string(),
      seconds: fc.nat(),
      passed: count,
      failed: count,
      skipped: count,
    });
    fc.assert(
      fc.property(fc.array(result, { minLength: 1 }), (results) => {
        const { lines, failed } = summarise(results);
        const [, passedText, failedText] = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1)!)!;
        expect(Number(passedText)).toBe(results.reduce((sum, { passed }) => sum + passed, 0));
        expect(Number(failedText)).toBe(failed);
      }),
    );
  });
});

describe('the audit', () => {
  it('names packages with high and critical faults only', () => {
    const vulnerabilities = {
      a: { name: 'a', severity: 'critical' },
      b: { name: 'b', severity: 'moderate' },
      c: { name: 'c', severity: 'high' },
    };
    expect(readAudit(JSON.stringify({ vulnerabilities })).found).toEqual(['a (critical)', 'c (high)']);
  });

  it('tells an unreachable registry from output that it does not know', () => {
    expect(readAudit('{"message": "ENOTFOUND", "error": {"summary": ""}}')).toEqual({
      found: [],
      unreachable: 'ENOTFOUND',
    });
    expect(() => readAudit('{}')).toThrow('not known');
  });
});
