import { describe, expect, test } from 'vitest';
import { candidatesOf } from '../../server/src/answer/relevance.ts';
import { entriesNearBest, quotesFor } from '../../server/src/answer/entries-to-quote.ts';
import type { Investigation } from '../../server/src/retrieval/investigate.ts';
import { mixQuery } from '../../server/src/retrieval/query.ts';
import { retrieve } from '../../server/src/retrieval/retrieve.ts';
import type { Passage } from '../../server/src/retrieval/types.ts';
import { useSampleSnapshot } from '../sample-snapshot.ts';

const sample = useSampleSnapshot();
const NOTHING_SAID = { preferred: 0, said: '' };

async function queryFor(text: string) {
  const { embedder, snapshot } = sample.deps();
  const vector = Float32Array.from(await embedder.embeddings.embedQuery(text));
  return mixQuery({ text, vector, weight: 1 }, [], snapshot.lexical);
}

describe('how much a sentence says about what was asked', () => {
  const SLOTS = 3; // entry 104
  const candidates = async (question: string, more: Partial<Parameters<typeof candidatesOf>[2]> = {}) =>
    candidatesOf(sample.deps().snapshot, SLOTS, {
      query: await queryFor(question),
      sections: new Set([0, 1]),
      ...NOTHING_SAID,
      ...more,
    });
  const best = (all: Awaited<ReturnType<typeof candidates>>) =>
    all.toSorted((a, b) => b.relevance - a.relevance)[0]!;

  test('is most where the fact stands', async () => {
    expect(best(await candidates('how much RAM can __slots__ save for millions of objects')).text).toMatch(
      /40-50%/,
    );
    expect(best(await candidates('can I still add new attributes at runtime')).text).toMatch(
      /obj\.new_feature/,
    );
  });

  test('is told for every sentence of the sections asked for, in the order of the document', async () => {
    const { snapshot } = sample.deps();
    const all = await candidates('slots');
    const lengths = snapshot.entries[SLOTS]!.sections.map(({ sentences }) => sentences.length);
    expect(all.map(({ section, sentence }) => [section, sentence])).toEqual(
      lengths.flatMap((length, section) => Array.from({ length }, (_, sentence) => [section, sentence])),
    );
    expect(
      (await candidates('slots', { sections: new Set([1]) })).every(({ section }) => section === 1),
    ).toBe(true);
  });

  test('is more in the section that was found, and less for what was said before', async () => {
    const plain = await candidates('slots memory');
    const preferred = await candidates('slots memory', { preferred: 1 });
    const heard = await candidates('slots memory', { said: `Well: **${plain[0]!.text}** And so on.` });
    plain.forEach(({ section, relevance }, index) => {
      if (section === 1) expect(preferred[index]!.relevance).toBeGreaterThan(relevance);
      else expect(preferred[index]!.relevance).toBeLessThan(relevance);
      if (index === 0) expect(heard[0]!.relevance).toBeLessThan(relevance);
      else expect(heard[index]!.relevance).toBe(relevance);
    });
  });
});

describe('the entries that are quoted', () => {
  const passage = (entry: number, score: number): Passage => ({
    chunk: entry,
    entry,
    section: 0,
    score,
    dense: score,
    lexical: score,
    denseRank: null,
    lexicalRank: null,
    sentenceScores: [],
  });

  test('are the best and those that come close to it, three at most, each once', () => {
    expect(entriesNearBest([passage(4, 0.8), passage(4, 0.79), passage(2, 0.75), passage(1, 0.7)])).toEqual([
      4, 2,
    ]);
    expect(entriesNearBest([1, 2, 3, 4].map((entry) => passage(entry, 0.8)))).toEqual([1, 2, 3]);
    expect(entriesNearBest([])).toEqual([]);
  });

  test('are both of those that a comparison names', async () => {
    const { snapshot } = sample.deps();
    const query = await queryFor('Compare duck typing with memory-mapping in NumPy');
    const clauses = await Promise.all(
      ['Compare duck typing', 'memory-mapping in NumPy'].map(async (text) => {
        const own = await queryFor(text);
        return { own, mixed: own };
      }),
    );
    const whole = { query, passages: retrieve(snapshot, query) };
    const quotes = quotesFor(snapshot, { whole, clauses } as unknown as Investigation);
    const numbers = quotes.map(({ entry }) => snapshot.entries[entry]!.number);
    expect(numbers.toSorted()).toEqual(['103', '120']);
    expect(
      quotesFor(snapshot, { whole: { ...whole, passages: [] }, clauses } as unknown as Investigation),
    ).toEqual([]);
  });
});
