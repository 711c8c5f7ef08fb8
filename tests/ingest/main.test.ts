import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../material.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Runs the command as `npm run ingest` does. */
function runIngest(
  args: readonly string[],
  dataDir: string,
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/main.ts', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('npm run ingest', () => {
  it('indexes the folder that it is given, writes the report, and fails only for files that it cannot use', async () => {
    const corpus = temporaryFolder({ 'a.md': '### 1. What is A?\nA is a.\n', 'b.md': Buffer.from([0xff]) });
    const data = temporaryFolder();
    const path = join(data, 'report.json');
    const { code, out, err } = await runIngest([corpus, '--report', path], data);
    expect(code).toBe(1);
    expect(out).toMatch(/1 document, 1 entry, 1 chunk, 1 sentence/);
    expect(out).toMatch(/b\.md {2}is not UTF-8/);
    expect(err).toMatch(/^Reading files/);
    const report = JSON.parse(readFileSync(path, 'utf8')) as { status: string; problems: { path: string }[] };
    expect(report.status).toBe('published');
    expect(report.problems.map((problem) => problem.path)).toEqual(['b.md']);
    expect(existsSync(join(data, 'CURRENT'))).toBe(true);
  });

  it('says in one line what is wrong with its arguments, or with the folder', async () => {
    const data = temporaryFolder();
    expect(await runIngest(['--nonsense'], data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: npm run ingest') as string,
    });
    const missing = await runIngest(['/no/such/folder'], data);
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/Cannot read the corpus folder \/no\/such\/folder \(ENOENT\)/);
    expect(missing.err.trim().split('\n')).toHaveLength(1);
  });
});
