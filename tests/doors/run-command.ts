import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { ROOT } from '../material.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly environment: Record<string, string>;
  readonly input?: string;
}

/** Arguments with which node runs one of the command line tools. */
export function commandArguments(name: 'ask' | 'search' | 'mcp', args: readonly string[] = []): string[] {
  return ['--import', 'tsx', resolve(ROOT, `server/src/cli/${name}.ts`), ...args];
}

/** Runs a command line tool as its own process, to its end. */
export function runCommand(
  name: 'ask' | 'search' | 'mcp',
  args: readonly string[],
  { environment, input = '' }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, commandArguments(name, args), {
      cwd: ROOT,
      env: { ...process.env, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => settle({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
