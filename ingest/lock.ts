import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../server/src/errors.ts';

const LOCK = 'ingest.lock';
/**
 * The holder touches its lock this often; one that was not touched for `STALE_MS` was left behind by a crash.
 * Parsing one file holds up the heartbeat: the largest that is read, all nested lists, took 95 s on a slow machine.
 */
const HEARTBEAT_MS = 5_000;
const STALE_MS = 180_000;

const holderSchema = z.object({ pid: z.int().positive(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Runs the work while no other ingest writes to the same folder. A lock that a dead process left behind is removed.
 * @throws AppError `busy` naming the process that holds the lock; `snapshot` if the folder cannot be written
 */
export async function withIngestLock<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  const token = `${String(process.pid)}-${String(Date.now())}-${Math.random().toString(36).slice(2)}`;
  const path = join(dataDir, LOCK);
  await acquire(dataDir, path, token);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A lock that someone removed needs no heartbeat.
    void utimes(path, now, now).catch(() => clearInterval(heartbeat));
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.token === token) await rm(path, { force: true });
  }
}

async function acquire(dataDir: string, path: string, token: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(dataDir, path, token)) return;
    const holder = await readHolder(path);
    if (await isAlive(path, holder)) {
      const who = holder ? `process ${String(holder.pid)}` : 'another process';
      throw new AppError(
        'busy',
        `Another ingest (${who}) is writing to ${dataDir}. Wait until it is done; if there is none, remove ${path}.`,
      );
    }
    await removeStale(path, holder, token);
  }
  throw new AppError('busy', `Several ingests of ${dataDir} start at once. Try again.`);
}

async function create(dataDir: string, path: string, token: string): Promise<boolean> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw unwritable(dataDir, error);
  }
  try {
    const file = await open(path, 'wx');
    try {
      const holder: Holder = { pid: process.pid, token };
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unwritable(dataDir, error);
  }
}

function unwritable(dataDir: string, error: unknown): AppError {
  const message = `The data folder ${dataDir} cannot be written (${codeOf(error)}). Make it writable, or set DATA_DIR to another folder.`;
  return new AppError('snapshot', message, { cause: error });
}

async function readHolder(path: string): Promise<Holder | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const parsed = holderSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function isAlive(path: string, holder: Holder | null): Promise<boolean> {
  const touched = await stat(path).then(
    (found) => found.mtimeMs,
    () => null,
  );
  if (touched === null || Date.now() - touched > STALE_MS) return false;
  // Without a holder the file is just being written.
  return holder === null || isRunning(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Takes the lock away only if it is still the one that was found stale. */
async function removeStale(path: string, holder: Holder | null, token: string): Promise<void> {
  const aside = `${path}.${token}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const isSame = (await readHolder(aside))?.token === holder?.token;
  if (isSame) await rm(aside, { force: true });
  else await rename(aside, path);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
