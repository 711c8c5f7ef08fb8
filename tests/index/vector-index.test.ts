import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exactIndex } from '../../server/src/index/exact-index.ts';
import type { VectorIndex } from '../../server/src/index/types.ts';
import { buildVectorIndex, exactSearchNotice, openVectorIndex } from '../../server/src/index/vector-index.ts';
import { clumpedVectors } from './vectors.ts';

const DIMENSIONS = 32;
const SIZE = 1_500;
const vectors = clumpedVectors(SIZE, DIMENSIONS);
const oracle = exactIndex(vectors, DIMENSIONS);
const ordinals = (index: VectorIndex, query: Float32Array, k: number) =>
  index.search(query, k).map(({ ordinal }) => ordinal);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vector-index-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('exactIndex', () => {
  it('orders by cosine, the lower ordinal first where equal', () => {
    const index = exactIndex(Float32Array.of(0, 1, 1, 0, 1, 0, 0.6, 0.8), 2);
    expect(ordinals(index, Float32Array.of(1, 0), 4)).toEqual([1, 2, 3, 0]);
    expect(index.search(Float32Array.of(1, 0), 3)[2]?.score).toBeCloseTo(0.6);
  });

  it('finds what sorting all scores finds, for any filter and k', () => {
    fc.assert(
      fc.property(
        fc.nat(SIZE - 1),
        fc.integer({ min: -1, max: 60 }),
        fc.integer({ min: 1, max: 7 }),
        (row, k, step) => {
          const query = oracle.vectorAt(row);
          const filter = (ordinal: number) => ordinal % step === 0;
          const all = Array.from({ length: SIZE }, (_, ordinal) => ({
            ordinal,
            score: oracle.score(query, ordinal),
          }));
          const expected = all
            .filter(({ ordinal }) => filter(ordinal))
            .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
          expect(oracle.search(query, k, { filter })).toEqual(expected.slice(0, Math.max(0, k)));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('refuses a query of another dimension and numbers that are no whole vectors', () => {
    expect(() => oracle.search(new Float32Array(8), 3)).toThrow('8 dimensions cannot search vectors of 32');
    expect(() => exactIndex(new Float32Array(33), 32)).toThrow('no whole vectors');
  });
});

describe('buildVectorIndex', () => {
  it('finds nearly all of the ten nearest and scores them exactly', async () => {
    const { index } = await buildVectorIndex(vectors, DIMENSIONS);
    expect(index.kind).toBe('hnsw');
    const queries = clumpedVectors(100, DIMENSIONS, 7);
    let found = 0;
    for (let row = 0; row < 100; row += 1) {
      const query = queries.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
      const exact = oracle.search(query, 10);
      const approximate = index.search(query, 10);
      found += approximate.filter(({ ordinal }) => exact.some((other) => other.ordinal === ordinal)).length;
      for (const { ordinal, score } of approximate) expect(score).toBe(oracle.score(query, ordinal));
    }
    expect(found / 1_000).toBeGreaterThanOrEqual(0.99);
  });

  it('gives all matches of a narrow filter, and all vectors when asked for as many', async () => {
    const { index } = await buildVectorIndex(vectors, DIMENSIONS);
    const filter = (ordinal: number) => ordinal % 300 === 0;
    expect(index.search(index.vectorAt(1), 10, { filter, filterSize: 5 })).toHaveLength(5);
    expect(index.search(index.vectorAt(1), 10, { filter })).toHaveLength(5);
    expect(index.search(index.vectorAt(1), SIZE + 1)).toHaveLength(SIZE);
    expect(index.search(index.vectorAt(1), 0)).toEqual([]);
  });

  it('lets other work run while it builds, and stops when told', async () => {
    const controller = new AbortController();
    let turns = 0;
    const timer = setInterval(() => (turns += 1) === 3 && controller.abort(), 1);
    await expect(buildVectorIndex(vectors, DIMENSIONS, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('searches an empty index', async () => {
    const { index } = await buildVectorIndex(new Float32Array(0), DIMENSIONS);
    expect(index.search(new Float32Array(DIMENSIONS), 5)).toEqual([]);
  });
});

describe('a graph file', () => {
  it('finds the same after it was written and opened', async () => {
    const built = await buildVectorIndex(vectors, DIMENSIONS);
    const path = join(folder, 'graph');
    await built.writeGraph?.(path);
    const opened = await openVectorIndex(vectors, DIMENSIONS, path);
    expect(opened.kind).toBe('hnsw');
    for (const row of [0, 700, 1_499]) {
      expect(opened.search(opened.vectorAt(row), 50)).toEqual(built.index.search(opened.vectorAt(row), 50));
    }
  });

  it.skipIf(!existsSync('/dev/full'))('is not taken for written when the disk is full', async () => {
    const { writeGraph } = await buildVectorIndex(vectors.subarray(0, 320), DIMENSIONS);
    const path = join(folder, 'full');
    await symlink('/dev/full', path);
    await expect(writeGraph?.(path)).rejects.toThrow();
  });

  it('is refused when it is cut off or of another size', async () => {
    const { writeGraph } = await buildVectorIndex(vectors.subarray(0, 320), DIMENSIONS);
    const path = join(folder, 'small');
    await writeGraph?.(path);
    await expect(openVectorIndex(vectors, DIMENSIONS, path)).rejects.toThrow('10 points for 1500 vectors');
    await writeFile(path, 'cut');
    await expect(openVectorIndex(vectors.subarray(0, 320), DIMENSIONS, path)).rejects.toThrow();
  });
});

describe('with the native module', () => {
  it('has nothing to say', async () => {
    expect(await exactSearchNotice()).toBeNull();
  });
});

describe('without the native module', () => {
  it('searches exactly and says why, with the fix', async () => {
    vi.doMock('hnswlib-node', () => {
      throw new Error('Could not locate the bindings file');
    });
    vi.resetModules();
    const fallback = await import('../../server/src/index/vector-index.ts');
    const { index, writeGraph } = await fallback.buildVectorIndex(vectors, DIMENSIONS);
    expect([index.kind, writeGraph]).toEqual(['exact', null]);
    expect((await fallback.openVectorIndex(vectors, DIMENSIONS, join(folder, 'graph'))).kind).toBe('exact');
    expect(await fallback.exactSearchNotice()).toContain('npm rebuild hnswlib-node');
    vi.doUnmock('hnswlib-node');
  });
});
