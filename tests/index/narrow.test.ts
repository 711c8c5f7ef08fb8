import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snapshotInMemory, type SnapshotContent } from '../../server/src/index/content.ts';
import { narrowSnapshot } from '../../server/src/index/narrow.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { DIMENSIONS, someContent } from './content.ts';

const CONTENT = someContent(40);
const WHOLE = snapshotInMemory(CONTENT);
const kept = fc.uniqueArray(fc.nat(39), { minLength: 1 }).map((positions) => positions.sort((a, b) => a - b));

/** The content that only these entries would have made. */
function contentOf(positions: readonly number[]): SnapshotContent {
  const rows = (vectors: Float32Array, each: number) =>
    Float32Array.from(
      positions.flatMap((position) => [
        ...vectors.slice(position * each * DIMENSIONS, (position + 1) * each * DIMENSIONS),
      ]),
    );
  const pick = <T>(items: readonly T[]) => positions.flatMap((position) => items[position] ?? []);
  return {
    ...CONTENT,
    entries: pick(CONTENT.entries),
    chunks: pick(CONTENT.chunks).map((chunk, entry) => ({ ...chunk, entry })),
    sentences: positions.flatMap((_, entry) =>
      [0, 1].map((sentence) => ({ chunk: entry, entry, section: 0, sentence })),
    ),
    chunkVectors: rows(CONTENT.chunkVectors, 1),
    sentenceVectors: rows(CONTENT.sentenceVectors, 2),
  };
}

function narrowed(positions: readonly number[]): Snapshot {
  const ids = new Set(positions.map((position) => CONTENT.entries[position]?.id));
  return narrowSnapshot(WHOLE, { keeps: ({ id }) => ids.has(id), calibration: null });
}

const query = WHOLE.chunkVectors.vectorAt(7);
const terms = new Map(WHOLE.lexical.analyze('first fact number 3 np.item5').map((term) => [term, 1]));

describe('a narrowed snapshot', () => {
  it('holds what an ingest of that part alone would hold', () => {
    fc.assert(
      fc.property(kept, (positions) => {
        const part = narrowed(positions);
        const alone = snapshotInMemory(contentOf(positions));
        expect(part.entries).toEqual(alone.entries);
        expect(part.entryIndex).toEqual(alone.entryIndex);
        expect(part.chunks).toEqual(alone.chunks);
        expect(part.sentences).toEqual(alone.sentences);
        expect(part.chunkSentences).toEqual(alone.chunkSentences);
        expect(part.manifest.counts).toEqual(alone.manifest.counts);
      }),
    );
  });

  it('finds, scores and counts as an index of that part alone', () => {
    fc.assert(
      fc.property(kept, fc.integer({ min: 1, max: 60 }), (positions, k) => {
        const part = narrowed(positions);
        const alone = snapshotInMemory(contentOf(positions));
        for (const name of ['chunkVectors', 'sentenceVectors'] as const) {
          expect(part[name].search(query, k)).toEqual(alone[name].search(query, k));
          expect(part[name].vectorAt(0)).toEqual(alone[name].vectorAt(0));
          expect(part[name].score(query, part[name].size - 1)).toBe(
            alone[name].score(query, part[name].size - 1),
          );
        }
        // Every text is as long as any other here, so the mean length is the same for each part.
        expect(part.lexical.search(terms, k)).toEqual(alone.lexical.search(terms, k));
        expect(part.lexical.upperBound(terms)).toBe(alone.lexical.upperBound(terms));
        for (const term of terms.keys()) {
          expect(part.lexical.documentFrequency(term)).toBe(alone.lexical.documentFrequency(term));
        }
      }),
    );
  });

  it('can be searched with a filter and narrowed again', () => {
    const part = narrowed([2, 5, 7, 9]);
    const filter = (ordinal: number) => ordinal !== 2;
    expect(part.chunkVectors.search(query, 9, { filter }).map(({ ordinal }) => ordinal)).not.toContain(2);
    const again = narrowSnapshot(part, { keeps: ({ id }) => id === 'facts#8', calibration: null });
    expect(again.chunkVectors.search(query, 9)).toMatchObject([{ ordinal: 0 }]);
    expect(again.lexical.documentFrequency('number')).toBe(1);
  });
});
