import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withIngestLock } from '../../ingest/lock.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** More than any process id that Linux, macOS or Windows gives. */
const NO_PROCESS = 2 ** 30;

describe('withIngestLock', () => {
  it('holds the lock while the work runs and leaves nothing behind, also when the work fails', async () => {
    const folder = temporaryFolder();
    const lock = join(folder, 'ingest.lock');
    await expect(
      withIngestLock(folder, () => Promise.resolve(readFileSync(lock, 'utf8'))),
    ).resolves.toContain(String(process.pid));
    await expect(withIngestLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('refuses a second ingest, naming the process that holds the lock', async () => {
    const folder = temporaryFolder();
    await withIngestLock(folder, async () => {
      await expect(withIngestLock(folder, () => Promise.resolve(1))).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringContaining(`process ${String(process.pid)}`) as string,
      });
    });
  });

  it('takes over the lock of a dead process, and one that has not been touched for long', async () => {
    const dead = temporaryFolder({ 'ingest.lock': JSON.stringify({ pid: NO_PROCESS, token: 'x' }) });
    await expect(withIngestLock(dead, () => Promise.resolve(1))).resolves.toBe(1);
    const old = temporaryFolder({ 'ingest.lock': JSON.stringify({ pid: process.pid, token: 'x' }) });
    utimesSync(join(old, 'ingest.lock'), 0, 0);
    await expect(withIngestLock(old, () => Promise.resolve(2))).resolves.toBe(2);
  });

  it('lets exactly one of many that start at once do its work at a time', async () => {
    const folder = temporaryFolder({ 'ingest.lock': JSON.stringify({ pid: NO_PROCESS, token: 'x' }) });
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => withIngestLock(folder, work)));
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(most).toBe(1);
  });

  it('says which folder cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(withIngestLock(join(folder, 'file'), () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'snapshot',
      message: expect.stringMatching(/cannot be written.*DATA_DIR/) as string,
    });
  });
});
