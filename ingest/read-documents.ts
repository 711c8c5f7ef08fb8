import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../server/src/errors.ts';
import { sha256 } from '../server/src/corpus/hash.ts';
import type { SourceDocument } from '../server/src/corpus/types.ts';
import type { Problem } from './problem.ts';

/** A file of the corpus before its entries are known. */
export type RawDocument = Omit<SourceDocument, 'title'>;

export interface ReadResult {
  /** Sorted by path. */
  readonly documents: RawDocument[];
  /** Files that could not be used. */
  readonly problems: Problem[];
}

/** Larger files are not written by hand; parsing one would hold up everything else for minutes. */
const MAX_DOCUMENT_BYTES = 4_000_000;

/**
 * Reads every Markdown file of a folder and its sub-folders, sorted by path. Hidden files and folders are skipped;
 * symbolic links are followed, but no folder is read twice.
 * @throws AppError `corpus` if the folder itself cannot be read
 */
export async function readDocuments(
  corpusDir: string,
  { signal, onFile }: { signal?: AbortSignal; onFile?: (read: number, total: number) => void } = {},
): Promise<ReadResult> {
  const problems: Problem[] = [];
  const paths = await markdownFiles(corpusDir, problems);
  const documents: RawDocument[] = [];
  for (const [index, path] of paths.entries()) {
    signal?.throwIfAborted();
    const read = await readDocument(corpusDir, path);
    if (read.type === 'document') documents.push(read.document);
    else problems.push({ type: 'unreadable', path, line: null, message: read.message });
    onFile?.(index + 1, paths.length);
  }
  return { documents, problems };
}

async function markdownFiles(corpusDir: string, problems: Problem[]): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  const walk = async (folder: string): Promise<void> => {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    for (const name of names.toSorted()) {
      const full = join(folder, name);
      const type = await entryType(full);
      const path = toPath(corpusDir, full);
      if (type === 'folder') {
        await walk(full).catch((error: unknown) => {
          problems.push({
            type: 'unreadable',
            path,
            line: null,
            message: `cannot read the folder (${reason(error)})`,
          });
        });
      } else if (/\.(?:md|markdown)$/i.test(name)) {
        if (type === 'file') found.push(path);
        else
          problems.push({
            type: 'unreadable',
            path,
            line: null,
            message: 'is no readable file (a broken link?)',
          });
      }
    }
  };
  try {
    await walk(corpusDir);
  } catch (error) {
    const message = `Cannot read the corpus folder ${corpusDir} (${reason(error)}). Set CORPUS_DIR, or give a folder that exists.`;
    throw new AppError('corpus', message, { cause: error });
  }
  return found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

async function entryType(path: string): Promise<'file' | 'folder' | 'other'> {
  const own = await lstat(path);
  // The target of a broken link cannot be looked at; that is a finding, not a failure.
  const target = own.isSymbolicLink() ? await stat(path).catch(() => null) : own;
  if (target?.isDirectory()) return 'folder';
  return target?.isFile() ? 'file' : 'other';
}

type ReadOne = { type: 'document'; document: RawDocument } | { type: 'failed'; message: string };

async function readDocument(corpusDir: string, path: string): Promise<ReadOne> {
  const full = join(corpusDir, path);
  try {
    const { size } = await stat(full);
    if (size > MAX_DOCUMENT_BYTES) {
      const message = `is ${megabytes(size)} long; at most ${megabytes(MAX_DOCUMENT_BYTES)} are read. Split the file.`;
      return { type: 'failed', message };
    }
    const bytes = await readFile(full);
    const text = decode(bytes);
    if (text === null) {
      const message = `is not UTF-8 (byte ${String(firstBadByte(bytes))}). Save it as UTF-8.`;
      return { type: 'failed', message };
    }
    return { type: 'document', document: { path, text, hash: sha256(text) } };
  } catch (error) {
    return { type: 'failed', message: `cannot be read (${reason(error)})` };
  }
}

/** The text, byte order mark kept; `null` where the bytes are no UTF-8. */
function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Offset of the first byte that is no UTF-8. */
function firstBadByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (
      new TextDecoder('utf-8', { fatal: false })
        .decode(bytes.subarray(0, middle), { stream: true })
        .includes('\uFFFD')
    ) {
      high = middle - 1;
    } else {
      low = middle;
    }
  }
  return low;
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function toPath(corpusDir: string, full: string): string {
  return relative(corpusDir, full).split(sep).join('/');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
