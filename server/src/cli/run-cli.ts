import { toSafeError } from '../errors.ts';
import type { Outcome } from '../protocol.ts';
import { plainForTerminal } from './terminal-text.ts';

/** What a command's exit code says. */
export const EXIT = { answered: 0, fault: 1, usage: 2, refused: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(outcome: Outcome): ExitCode {
  switch (outcome) {
    case 'answered':
    case 'closest':
      return EXIT.answered;
    case 'refused':
      return EXIT.refused;
    case 'incomplete':
      return EXIT.fault;
    default:
      return outcome satisfies never;
  }
}

/**
 * Runs a command and sets the process's exit code. The first Ctrl-C aborts the signal, a second one ends the process.
 * Errors go to standard error as one sentence.
 */
export async function runCli(command: (signal: AbortSignal) => Promise<ExitCode>): Promise<void> {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  // A reader that goes away (`| head`) ends the command quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    process.exitCode = await command(interruption.signal);
  } catch (error) {
    process.exitCode = interruption.signal.aborted ? EXIT.interrupted : reportFault(error);
  }
}

function reportFault(error: unknown): ExitCode {
  const { code, message } = toSafeError(error);
  const detail = code === 'internal' && error instanceof Error ? ` (${error.message})` : '';
  process.stderr.write(`${plainForTerminal(message + detail)}\n`);
  return code === 'bad_request' ? EXIT.usage : EXIT.fault;
}
