import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exactIndex } from '../../server/src/index/exact-index.ts';
import { buildVectorIndex } from '../../server/src/index/vector-index.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import { ROOT } from '../material.ts';

const TEXTS = 360;
const QUERIES = 40;

describe('the vector index on sentences of real answers', () => {
  it('finds at least .99 of the ten nearest that exact search finds', { timeout: 120_000 }, async () => {
    const document = readFileSync(join(ROOT, 'tests/fixtures/python-ml/python-language.md'), 'utf8');
    const sentences = [...new Set(document.match(/[A-Z`][^.?!\n]{30,140}[.?!]/g))].slice(0, TEXTS + QUERIES);
    expect(sentences).toHaveLength(TEXTS + QUERIES);
    const embedder = await openLocalEmbedder(join(ROOT, 'data/models'), { threads: 2 });
    const vectors = Float32Array.from((await embedder.embeddings.embedDocuments(sentences)).flat());
    await embedder.close();
    const stored = vectors.subarray(0, TEXTS * embedder.dimensions);
    const oracle = exactIndex(stored, embedder.dimensions);
    const { index } = await buildVectorIndex(stored, embedder.dimensions);
    expect(index.kind).toBe('hnsw');
    let found = 0;
    for (let row = TEXTS; row < TEXTS + QUERIES; row += 1) {
      const query = vectors.subarray(row * embedder.dimensions, (row + 1) * embedder.dimensions);
      const nearest = new Set(oracle.search(query, 10).map(({ ordinal }) => ordinal));
      found += index.search(query, 10).filter(({ ordinal }) => nearest.has(ordinal)).length;
    }
    expect(found / (10 * QUERIES)).toBeGreaterThanOrEqual(0.99);
  });
});
