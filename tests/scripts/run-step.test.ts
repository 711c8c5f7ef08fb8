import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../material.ts';

const MODULE = pathToFileURL(join(ROOT, 'scripts', 'run-step.mjs')).href;

/** Runs a script in which `runNode` is at hand. */
function run(script: string) {
  const text = `import { runNode } from ${JSON.stringify(MODULE)};\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, exit, output: () => output };
}

/** A child that says its process id and would run for a minute. */
const LONG = `['-e', 'console.log(process.pid); setTimeout(() => undefined, 60000)']`;

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('running a step', () => {
  it('gives the exit code of the program', async () => {
    const { exit, output } = run(`console.log(await runNode(['-e', 'process.exit(3)']))`);
    expect(await exit).toBe(0);
    expect(output().trim()).toBe('3');
  });

  it('ends the program when it is stopped itself', async () => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const { child, exit, output } = run(`await runNode(${LONG})`);
      await expect.poll(output, { timeout: 10_000 }).toMatch(/\d+/);
      child.kill(signal);
      expect(await exit).toBe(code);
      await expect.poll(() => isRunning(Number(output())), { timeout: 5000 }).toBe(false);
    }
  });

  it('leaves it to a server that stops in order, and still ends the program', async () => {
    const { child, exit, output } = run(
      `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50)); await runNode(${LONG}); setTimeout(() => undefined, 60000)`,
    );
    await expect.poll(output, { timeout: 10_000 }).toMatch(/\d+/);
    child.kill('SIGTERM');
    expect(await exit).toBe(7);
    await expect.poll(() => isRunning(Number(output())), { timeout: 5000 }).toBe(false);
  });
});
