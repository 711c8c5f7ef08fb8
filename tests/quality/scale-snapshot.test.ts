import { describe, expect, it } from 'vitest';
import { sha256 } from '../../server/src/corpus/hash.ts';
import { smallSnapshot } from '../http/small-snapshot.ts';
import { scaleSnapshot } from './scale-snapshot.ts';

const small = smallSnapshot([
  { title: 'What is a list?', answer: ['Lists are mutable sequences.', 'They keep their order.'] },
  { title: 'What is SQL?', answer: ['Queries select columns from tables.'], document: 'sql/basics.md' },
]);

describe('scaleSnapshot', () => {
  it('leaves a snapshot that is large enough as it is', async () => {
    expect(await scaleSnapshot(small, 2)).toBe(small);
  });

  it('adds copies whose offsets, hashes and positions hold', async () => {
    const scaled = await scaleSnapshot(small, 60);
    expect(scaled.entries.length).toBe(60);
    expect(new Set(scaled.entries.map(({ id }) => id)).size).toBe(60);
    for (const [position, entry] of scaled.entries.entries()) {
      const text = scaled.documents.get(entry.documentPath)!.text;
      const [section] = entry.sections;
      expect(sha256(text.slice(section!.start, section!.end))).toBe(section!.hash);
      for (const sentence of section!.sentences) {
        expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
      }
      expect(scaled.entries[scaled.chunks[position]!.entry]).toBe(entry);
      expect(scaled.chunkVectors.vectorAt(position)).toHaveLength(2);
    }
  });

  it('changes words in the copies, not in the original', async () => {
    const scaled = await scaleSnapshot(small, 60);
    expect(scaled.entries.slice(0, 2)).toEqual(small.entries);
    const titles = new Set(scaled.entries.map(({ titleText }) => titleText));
    expect(titles.size).toBeGreaterThan(3);
  });
});
