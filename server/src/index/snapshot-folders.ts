import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from './durable-files.ts';

export const CURRENT = 'CURRENT';
const TEMPORARY = '.tmp';
/** The newest snapshot and the one before it, to fall back on. */
const KEPT = 2;
/** Time of publishing, process, random: sorts by age, and tells whether whoever writes it still runs. */
const SNAPSHOT_ID = /^\d{8}T\d{9}Z-(\d+)-[0-9a-f]{6}$/;
const DAY_MS = 86_400_000;

export function newSnapshotId(): string {
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  return `${time}-${process.pid}-${randomBytes(3).toString('hex')}`;
}

export function isSnapshotId(text: string): boolean {
  return SNAPSHOT_ID.test(text);
}

export function temporaryFolder(dataDir: string, id: string): string {
  return join(dataDir, id + TEMPORARY);
}

/** Where the next CURRENT is written: two publishings at once must not share the file. */
export function temporaryCurrent(dataDir: string, id: string): string {
  return join(dataDir, `${CURRENT}.${id}${TEMPORARY}`);
}

/** Ids of the published snapshots, newest first. */
export async function listSnapshots(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter(isSnapshotId).sort().reverse();
}

/** Removes what crashed publishings left behind, but not what another process is writing. */
export async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const id = name.slice(name.startsWith(CURRENT) ? CURRENT.length + 1 : 0, -TEMPORARY.length);
    if (name.endsWith(TEMPORARY) && isSnapshotId(id) && !isBeingWritten(id))
      await removeFolder(join(dataDir, name));
  }
}

/** Keeps the newest two snapshots and the given one. */
export async function removeOldSnapshots(dataDir: string, current: string): Promise<void> {
  const old = (await listSnapshots(dataDir)).slice(KEPT).filter((id) => id !== current);
  for (const id of old) await removeFolder(join(dataDir, id));
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** By a process that runs; after a day its number may have gone to another. */
function isBeingWritten(id: string): boolean {
  const writer = Number(SNAPSHOT_ID.exec(id)?.[1]);
  return startedMs(id) > Date.now() - DAY_MS && isRunning(writer);
}

function startedMs(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  return Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
