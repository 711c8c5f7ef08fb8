import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import { assembleSnapshot, describeContent, type SnapshotContent } from './content.ts';
import * as durable from './durable-files.ts';
import { openGraphFile, writeGraphFile } from './graph-files.ts';
import { lexicalIndex } from './lexical-index.ts';
import { parseManifest } from './manifest.ts';
import {
  decodeFiles,
  encodeFiles,
  GRAPHS,
  isGraphFile,
  isSnapshotFile,
  type GraphFile,
} from './snapshot-files.ts';
import * as folders from './snapshot-folders.ts';
import type { Manifest, Snapshot } from './types.ts';

const MANIFEST = 'manifest.json';
const FIX = 'Rebuild it with: npm run ingest';

export interface PublishProgress {
  readonly step: 'files' | GraphFile | 'manifest' | 'rename' | 'current' | 'clean';
  /** Vectors added so far, in the two steps that build a graph; 0 of 0 elsewhere. */
  readonly done: number;
  readonly total: number;
}

export interface PublishOptions {
  signal?: AbortSignal;
  /** Called before each step, and now and then while a graph is built. */
  onProgress?: (progress: PublishProgress) => void;
}

/**
 * Writes the content as a new snapshot and makes it current. Whatever fails or stops before the last rename, the
 * snapshot in use stays current and whole. Throws AppError('snapshot') with the fix, AppError('aborted').
 */
export async function publishSnapshot(
  dataDir: string,
  content: SnapshotContent,
  options: PublishOptions = {},
): Promise<Manifest> {
  const id = folders.newSnapshotId();
  const folder = folders.temporaryFolder(dataDir, id);
  const manifest = describeContent(content, id, {});
  try {
    await mkdir(folder, { recursive: true });
    try {
      const written = await writeSnapshot(folder, { content, manifest }, options);
      await makeCurrent(dataDir, id, options);
      return written;
    } finally {
      // Gone already when it was published.
      await folders.removeFolder(folder);
    }
  } catch (error) {
    throw durable.toWriteError(error, dataDir);
  }
}

async function writeSnapshot(
  folder: string,
  { content, manifest }: { content: SnapshotContent; manifest: Manifest },
  options: PublishOptions,
): Promise<Manifest> {
  const files: Record<string, string> = {};
  enter('files', options);
  for (const [name, bytes] of encodeFiles(content)) {
    await durable.writeDurably(join(folder, name), bytes);
    files[name] = await durable.sha256(bytes);
  }
  for (const [name, vectors] of [
    [GRAPHS.chunks, content.chunkVectors],
    [GRAPHS.sentences, content.sentenceVectors],
  ] as const) {
    const { dimensions } = manifest.embedder;
    const total = vectors.length / dimensions;
    enter(name, options, { done: 0, total });
    const hash = await writeGraphFile(
      join(folder, name),
      { vectors, dimensions },
      {
        signal: options.signal,
        onProgress: (done) => options.onProgress?.({ step: name, done, total }),
      },
    );
    if (hash !== null) files[name] = hash;
  }
  enter('manifest', options);
  const complete = { ...manifest, files };
  await durable.writeDurably(join(folder, MANIFEST), JSON.stringify(complete, null, 2));
  await durable.syncFolder(folder);
  return complete;
}

async function makeCurrent(dataDir: string, id: string, options: PublishOptions): Promise<void> {
  enter('rename', options);
  await durable.renameDurably(folders.temporaryFolder(dataDir, id), join(dataDir, id));
  enter('current', options);
  const newest = await nameNewest(dataDir, id);
  options.onProgress?.({ step: 'clean', done: 0, total: 0 });
  await folders.removeLeftovers(dataDir);
  await folders.removeOldSnapshots(dataDir, newest);
}

/**
 * Points CURRENT at the newest snapshot: of two that are published at once the one begun later wins. Another
 * publisher may have removed that folder in between, so it looks again.
 */
async function nameNewest(dataDir: string, id: string): Promise<string> {
  const next = folders.temporaryCurrent(dataDir, id);
  for (;;) {
    const [newest = id] = await folders.listSnapshots(dataDir);
    await durable.writeDurably(next, `${newest}\n`);
    await durable.renameDurably(next, join(dataDir, folders.CURRENT));
    if (existsSync(join(dataDir, newest))) return newest;
  }
}

function enter(
  step: PublishProgress['step'],
  { signal, onProgress }: PublishOptions,
  { done, total } = { done: 0, total: 0 },
): void {
  if (signal?.aborted)
    throw new AppError('aborted', 'Publishing the index was stopped. The index in use is unchanged.');
  onProgress?.({ step, done, total });
}

/** The id that CURRENT names, `null` where nothing was published yet. Cheap enough to look at before each question. */
export async function currentSnapshotId(dataDir: string): Promise<string | null> {
  return (await durable.readIfPresent(join(dataDir, folders.CURRENT)))?.toString('utf8').trim() ?? null;
}

export interface OpenOptions {
  /** Told, once per fault, what was found damaged and what is used in its place. */
  onDamage?: (message: string) => void;
}

/**
 * Opens the current snapshot after verifying every file, `null` where nothing was published yet. One that is damaged
 * is passed over for the one before it (its `id` then differs from `currentSnapshotId`); throws AppError('snapshot')
 * naming fault and fix when none is left.
 */
export async function openSnapshot(
  dataDir: string,
  { onDamage }: OpenOptions = {},
): Promise<Snapshot | null> {
  const current = await currentSnapshotId(dataDir);
  if (current === null) return null;
  const others = (await folders.listSnapshots(dataDir)).filter((id) => id !== current);
  let fault: AppError | null = null;
  for (const id of [current, ...others]) {
    try {
      return await openFolder(dataDir, id, onDamage);
    } catch (cause) {
      // A newer one was published, and this one removed, while it was being read.
      if ((await currentSnapshotId(dataDir)) !== current) return openSnapshot(dataDir, { onDamage });
      const reason = cause instanceof Error ? cause.message : String(cause);
      fault ??= new AppError('snapshot', `The index ${id} in ${dataDir} is damaged: ${reason}. ${FIX}`, {
        cause,
      });
      onDamage?.(`The index ${id} is damaged and passed over: ${reason}. ${FIX}`);
    }
  }
  throw fault ?? new AppError('snapshot', `There is no index in ${dataDir}. ${FIX}`);
}

async function openFolder(dataDir: string, id: string, onDamage: OpenOptions['onDamage']): Promise<Snapshot> {
  if (!folders.isSnapshotId(id))
    throw new AppError('snapshot', `"${id.slice(0, 80)}" is not the id of an index`);
  const folder = join(dataDir, id);
  const manifest = parseManifest(await readFile(join(folder, MANIFEST), 'utf8'));
  const files = await readFiles(folder, manifest);
  const { postings, ...content } = decodeFiles(files);
  const openGraph = async (name: GraphFile, vectors: Float32Array) =>
    openGraphFile(
      join(folder, name),
      { vectors, dimensions: manifest.embedder.dimensions },
      {
        state: manifest.files[name] === undefined ? 'absent' : files.has(name) ? 'verified' : 'damaged',
        onDamage: (reason) =>
          onDamage?.(`${name} of the index ${id} is built again from its vectors: ${reason}. ${FIX}`),
      },
    );
  return assembleSnapshot(content, manifest, {
    chunkVectors: await openGraph(GRAPHS.chunks, content.chunkVectors),
    sentenceVectors: await openGraph(GRAPHS.sentences, content.sentenceVectors),
    lexical: lexicalIndex(postings),
  });
}

/** The files that the manifest names, each equal to its hash; a graph that is not is left out, others throw. */
async function readFiles(folder: string, manifest: Manifest): Promise<Map<string, Buffer<ArrayBuffer>>> {
  const sound = new Map<string, Buffer<ArrayBuffer>>();
  for (const [name, hash] of Object.entries(manifest.files)) {
    if (!isSnapshotFile(name))
      throw new AppError('snapshot', `its manifest names the unknown file "${name}"`);
    const content = await durable.readIfPresent(join(folder, name));
    if (content !== null && (await durable.sha256(content)) === hash) sound.set(name, content);
    else if (!isGraphFile(name)) {
      throw new AppError(
        'snapshot',
        content === null ? `${name} is missing` : `${name} does not match its SHA-256`,
      );
    }
  }
  return sound;
}

/** Throws AppError('snapshot') when the index was built with another embedder than the one that is configured. */
export function assertEmbedder(
  { embedder: built }: Pick<Manifest, 'embedder'>,
  embedder: { readonly id: string; readonly dimensions: number },
): void {
  if (built.id === embedder.id && built.dimensions === embedder.dimensions) return;
  const name = ({ id, dimensions }: typeof built) => `"${id}" (${dimensions} dimensions)`;
  throw new AppError(
    'snapshot',
    `The index was built with the embedder ${name(built)}, but ${name(embedder)} is configured. ${FIX}, or set EMBEDDINGS back to what built it.`,
  );
}
