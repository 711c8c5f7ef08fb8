import { spawn } from 'node:child_process';

/** A failure whose message says all that there is to say: it is printed without a stack. */
export class StepError extends Error {
  isShown = true;
}

const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill();
});

/** Without a server that stops in order, a signal ends this process and what it runs. */
function onSignal(signal) {
  for (const child of running) child.kill(signal);
  if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143);
}

function watchSignals() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    if (running.size === 0) process.off(signal, onSignal);
    else if (!process.listeners(signal).includes(onSignal)) process.on(signal, onSignal);
  }
}

/** Runs a program with our terminal and resolves with its exit code; it ends when this process does. */
export function runProgram(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    running.add(child);
    watchSignals();
    child.on('error', (error) => {
      running.delete(child);
      watchSignals();
      reject(new StepError(`${program} cannot be run: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      watchSignals();
      resolve(code ?? (signal === null ? 1 : 130));
    });
  });
}

/** Runs a script with this Node. */
export function runNode(args, options) {
  return runProgram(process.execPath, args, options);
}
