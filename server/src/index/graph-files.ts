import { readFile } from 'node:fs/promises';
import { sha256, syncFile } from './durable-files.ts';
import type { BuildOptions } from './hnsw-index.ts';
import type { VectorIndex } from './types.ts';
import { buildVectorIndex, openVectorIndex } from './vector-index.ts';

interface Vectors {
  readonly vectors: Float32Array;
  readonly dimensions: number;
}

/** Builds a graph and writes it durably; its hash, or `null` where hnswlib is not at hand. */
export async function writeGraphFile(
  path: string,
  { vectors, dimensions }: Vectors,
  options: BuildOptions,
): Promise<string | null> {
  const { writeGraph } = await buildVectorIndex(vectors, dimensions, options);
  if (writeGraph === null) return null;
  await writeGraph(path);
  await syncFile(path);
  return sha256(await readFile(path));
}

/**
 * Opens a graph whose bytes were verified (`verified`), or exact search where it was never written (`absent`). One
 * that is damaged, or that this hnswlib cannot read, is built again from the vectors and reported.
 */
export async function openGraphFile(
  path: string,
  { vectors, dimensions }: Vectors,
  { state, onDamage }: { state: 'verified' | 'absent' | 'damaged'; onDamage: (reason: string) => void },
): Promise<VectorIndex> {
  let reason = 'its bytes are not those that were written';
  if (state !== 'damaged') {
    try {
      return await openVectorIndex(vectors, dimensions, state === 'absent' ? null : path);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  onDamage(reason);
  return (await buildVectorIndex(vectors, dimensions)).index;
}
