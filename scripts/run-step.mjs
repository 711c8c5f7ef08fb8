import { spawn } from 'node:child_process';

/** A failure whose message says all that there is to say: it is printed without a stack. */
export class StepError extends Error {
  isShown = true;
}

const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill();
});

/** Runs a program with our terminal and resolves with its exit code; it ends when this process does. */
export function runProgram(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    running.add(child);
    child.on('error', (error) => {
      running.delete(child);
      reject(new StepError(`${program} cannot be run: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? (signal === null ? 1 : 130));
    });
  });
}

/** Runs a script with this Node. */
export function runNode(args, options) {
  return runProgram(process.execPath, args, options);
}
