import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exactIndex } from '../../server/src/index/exact-index.ts';
import { buildPostings, lexicalIndex } from '../../server/src/index/lexical-index.ts';
import { buildVectorIndex, type BuiltIndex } from '../../server/src/index/vector-index.ts';
import { heldBytes, median, timed, timeEach } from './bench-clock.ts';
import { mean, seededRandom } from './statistics.ts';
import { perturbText, perturbVectors, vocabularyOf } from './synthetic.ts';
import { textTable } from './text-table.ts';

/** As the product asks each index. */
const CANDIDATES = 50;

export interface IndexMaterial {
  /** Real chunks: what all sizes are made of. */
  vectors: readonly Float32Array[];
  texts: readonly string[];
  queries: readonly { text: string; vector: Float32Array }[];
}

export interface IndexFigures {
  chunks: number;
  kind: string;
  graphBuildMs: number;
  graphSearchMs: number;
  exactSearchMs: number;
  recall10: number;
  wordsBuildMs: number;
  wordsSearchMs: number;
  vectorBytes: number;
  graphBytes: number;
  wordsBytes: number;
}

/** Builds and searches vector and lexical index at one size; beyond the real chunks they are perturbed copies. */
export async function measureIndexes(material: IndexMaterial, chunks: number): Promise<IndexFigures> {
  const random = seededRandom(chunks);
  const rows = perturbVectors(material.vectors, chunks, random);
  const dimensions = rows.length / chunks;
  const graph = await timed(() => buildVectorIndex(rows, dimensions));
  const { index } = graph.result;
  const exact = exactIndex(rows, dimensions);
  const graphTimes = await timeEach(material.queries, ({ vector }) => index.search(vector, CANDIDATES));
  const exactTimes = await timeEach(material.queries, ({ vector }) => exact.search(vector, CANDIDATES));
  const words = await measureWords(material, chunks, random);
  return {
    chunks,
    kind: index.kind,
    graphBuildMs: graph.ms,
    graphSearchMs: median(graphTimes),
    exactSearchMs: median(exactTimes),
    recall10: mean(
      material.queries.map(({ vector }) => {
        const found = new Set(index.search(vector, 10).map(({ ordinal }) => ordinal));
        const true10 = exact.search(vector, 10);
        return true10.filter(({ ordinal }) => found.has(ordinal)).length / true10.length;
      }),
    ),
    ...words,
    vectorBytes: dimensions * Float32Array.BYTES_PER_ELEMENT,
    graphBytes: (await graphFileBytes(graph.result)) / chunks,
  };
}

/** The graph's file is its memory written out: links, and vectors of its own. */
async function graphFileBytes({ writeGraph }: BuiltIndex): Promise<number> {
  if (writeGraph === null) return 0;
  const folder = mkdtempSync(join(tmpdir(), 'indepth-bench-'));
  try {
    await writeGraph(join(folder, 'graph'));
    return statSync(join(folder, 'graph')).size;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureWords({ texts, queries }: IndexMaterial, chunks: number, random: () => number) {
  const vocabulary = vocabularyOf(texts);
  const many = Array.from({ length: chunks }, (_, ordinal) => {
    const text = texts[ordinal % texts.length] ?? '';
    return ordinal < texts.length ? text : perturbText(text, vocabulary, { random });
  });
  const before = heldBytes();
  const built = await timed(() => lexicalIndex(buildPostings(many)));
  const wordsBytes = Math.max(0, heldBytes() - before) / chunks;
  const lexical = built.result;
  const times = await timeEach(queries, ({ text }) =>
    lexical.search(new Map(lexical.analyze(text).map((term) => [term, 1])), CANDIDATES),
  );
  return { wordsBuildMs: built.ms, wordsSearchMs: median(times), wordsBytes };
}

/** The sizes as rows; times as ratios to the embedder's forward pass, and growth between sizes as an exponent. */
export function renderIndexFigures(figures: readonly IndexFigures[], forwardMs: number): string {
  const ratio = (ms: number) => (ms / forwardMs).toFixed(3);
  const lines = figures.map((size) => [
    size.chunks.toLocaleString('en'),
    size.kind,
    `${size.graphSearchMs.toFixed(3)} (${ratio(size.graphSearchMs)})`,
    `${size.exactSearchMs.toFixed(3)} (${ratio(size.exactSearchMs)})`,
    (size.exactSearchMs / size.graphSearchMs).toFixed(2),
    size.recall10.toFixed(3),
    `${size.wordsSearchMs.toFixed(3)} (${ratio(size.wordsSearchMs)})`,
    (size.graphBuildMs / size.chunks).toFixed(3),
    (size.wordsBuildMs / size.chunks).toFixed(3),
    `${Math.round(size.vectorBytes)} + ${Math.round(size.graphBytes)} + ${Math.round(size.wordsBytes)}`,
  ]);
  const header = [
    'chunks',
    'index',
    'search ms (× forward)',
    'exact ms (× forward)',
    'exact / index',
    'recall@10',
    'words ms (× forward)',
    'build ms a chunk',
    'words build',
    'bytes a chunk: vector + graph + words',
  ];
  return `${textTable([header, ...lines], [0, 4, 5, 7, 8])}\n${renderGrowth(figures)}`;
}

/** Time grows as size to the power of the exponent: 1 is linear, 0 is constant. */
function renderGrowth(figures: readonly IndexFigures[]): string {
  const steps = figures.slice(1).map((size, index) => {
    const smaller = figures[index] ?? size;
    const exponent = (key: 'graphSearchMs' | 'exactSearchMs' | 'wordsSearchMs') =>
      (Math.log(size[key] / smaller[key]) / Math.log(size.chunks / smaller.chunks)).toFixed(2);
    const names = `index ${exponent('graphSearchMs')}, exact ${exponent('exactSearchMs')}, words ${exponent('wordsSearchMs')}`;
    return `  ${smaller.chunks.toLocaleString('en')} → ${size.chunks.toLocaleString('en')}: ${names}`;
  });
  return ['growth exponent of search time (1 linear, 0 constant):', ...steps].join('\n');
}
