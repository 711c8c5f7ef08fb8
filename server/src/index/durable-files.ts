import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../errors.ts';

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until what another library wrote is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes names created, renamed or removed in the folder durable; Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** SHA-256 (hex), computed off the event loop. */
export async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex');
}

/** The content of a file, or `null` where there is none; throws AppError('snapshot') when it cannot be read. */
export async function readIfPresent(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return null;
    throw new AppError(
      'snapshot',
      `${path} cannot be read (${code ?? String(error)}): check its permissions and DATA_DIR`,
      {
        cause: error,
      },
    );
  }
}

/** What a failed write into the folder means, and what to do about it. */
export function toWriteError(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error;
  const code = systemCode(error);
  const reason =
    (code === null ? undefined : WRITE_FAULTS.get(code)) ?? `Writing the index to ${folder} failed`;
  const detail = code ?? (error instanceof Error ? error.message : String(error));
  return new AppError(
    'snapshot',
    `${reason.replace('{folder}', folder)} (${detail}). The index in use is unchanged.`,
    {
      cause: error,
    },
  );
}

const READ_ONLY =
  'The index folder {folder} cannot be written: make it writable or set DATA_DIR to a folder that is';
const FULL = 'The disk that holds {folder} is full: free some space, then run: npm run ingest';
const WRITE_FAULTS: ReadonlyMap<string, string> = new Map([
  ['EACCES', READ_ONLY],
  ['EPERM', READ_ONLY],
  ['EROFS', READ_ONLY],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['ENOTDIR', 'The index folder {folder} cannot be made, a file stands in its way: set DATA_DIR to a folder'],
  ['EEXIST', 'The index folder {folder} cannot be made, a file stands in its way: set DATA_DIR to a folder'],
]);

export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
