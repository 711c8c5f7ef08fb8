import { exactIndex } from './exact-index.ts';
import { buildGraph, hnswIndex, readGraph, type BuildOptions, type GraphClass } from './hnsw-index.ts';
import type { VectorIndex } from './types.ts';

/** A built index with its graph, if it has one. */
export interface BuiltIndex {
  readonly index: VectorIndex;
  /** Writes the graph and reads it back (hnswlib reports success on a full disk); `null` for exact search. */
  readonly writeGraph: ((path: string) => Promise<void>) | null;
}

/** HNSW over unit vectors stored row after row, or exact search where the native module is missing. */
export async function buildVectorIndex(
  vectors: Float32Array,
  dimensions: number,
  options: BuildOptions = {},
): Promise<BuiltIndex> {
  const exact = exactIndex(vectors, dimensions);
  const { graphClass } = await loadNative();
  if (graphClass === null || exact.size === 0) return { index: exact, writeGraph: null };
  const graph = await buildGraph(graphClass, exact, options);
  return {
    index: hnswIndex(graph, vectors, dimensions),
    writeGraph: async (path) => {
      await graph.writeIndex(path);
      await readGraph(graphClass, path, exact);
    },
  };
}

/**
 * Opens the graph at `path`, whose bytes the caller has verified, over the vectors; exact search where there is
 * no graph or no native module. Throws when hnswlib cannot read the file.
 */
export async function openVectorIndex(
  vectors: Float32Array,
  dimensions: number,
  path: string | null,
): Promise<VectorIndex> {
  const exact = exactIndex(vectors, dimensions);
  const { graphClass } = await loadNative();
  if (graphClass === null || path === null || exact.size === 0) return exact;
  return hnswIndex(await readGraph(graphClass, path, exact), vectors, dimensions);
}

/** Why the native index is not in use, in one sentence; `null` where it is. Say it once, at start. */
export async function exactSearchNotice(): Promise<string | null> {
  const { failure } = await loadNative();
  return failure === null
    ? null
    : `Exact vector search is used: the optional module hnswlib-node is not available (${failure}). To install it you need a C++ compiler; then run: npm rebuild hnswlib-node`;
}

interface Native {
  readonly graphClass: GraphClass | null;
  readonly failure: string | null;
}

/** The only import of hnswlib-node: optional, so it is looked for when the first index is opened. */
async function loadNative(): Promise<Native> {
  try {
    const { default: native } = await import('hnswlib-node');
    return { graphClass: native.HierarchicalNSW, failure: null };
  } catch (error) {
    return { graphClass: null, failure: firstLine(error) };
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
