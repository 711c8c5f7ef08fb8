import { describe, expect, test } from 'vitest';
import type { AskDeps } from '../../server/src/ask.ts';
import type { GateCalibration } from '../../server/src/index/types.ts';
import { inCollection, isInCollection } from '../../server/src/retrieval/collection.ts';
import { gateFeatures } from '../../server/src/retrieval/gate-features.ts';
import { mixQuery, type Query } from '../../server/src/retrieval/query.ts';
import { retrieve, scorePassages } from '../../server/src/retrieval/retrieve.ts';
import { relatedPositions, saysTheSame } from '../../server/src/retrieval/related.ts';
import { starterPositions } from '../../server/src/retrieval/starters.ts';
import { entriesByTitle, foldTitle } from '../../server/src/retrieval/titles.ts';
import { snapshotOf, unrankedSnapshot, useSampleSnapshot } from '../sample-snapshot.ts';

const sample = useSampleSnapshot();

async function queryFor(text: string, { embedder, snapshot }: AskDeps = sample.deps()): Promise<Query> {
  const vector = Float32Array.from(await embedder.embeddings.embedQuery(text));
  return mixQuery({ text, vector, weight: 1 }, [], snapshot.lexical);
}

async function topEntries(text: string, count: number): Promise<string[]> {
  const { snapshot } = sample.deps();
  const passages = retrieve(snapshot, await queryFor(text));
  return [...new Set(passages.map(({ entry }) => snapshot.entries[entry]!.number ?? ''))].slice(0, count);
}

describe('retrieval', () => {
  test('finds by meaning what shares no word with the question', async () => {
    // 102: "cleanly allocated and then safely destroyed"
    expect(await topEntries('make sure a handle gets closed although the script blows up', 1)).toEqual([
      '102',
    ]);
  });

  test('finds by words what means little alone', async () => {
    expect(await topEntries('__slots__', 1)).toEqual(['104']);
    expect(await topEntries('psycopg2', 1)).toEqual(['102']); // stands in one sentence of 102 only
  });

  test('puts what is about the question before what mentions it', async () => {
    const [first, second] = await topEntries('When should I use multiprocessing rather than threads?', 2);
    expect(first).toBe('108'); // its title asks this
    expect(second).toBe('107'); // the GIL: names multiprocessing as the way out
  });

  test('gives every section once, best first, with ranks that start at 1', async () => {
    const passages = retrieve(sample.deps().snapshot, await queryFor('memory of large arrays'));
    const sections = passages.map(({ entry, section }) => `${entry}/${section}`);
    expect(new Set(sections).size).toBe(sections.length);
    const scores = passages.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(passages.map(({ denseRank }) => denseRank)).toContain(1);
    expect(passages.map(({ lexicalRank }) => lexicalRank)).toContain(1);
  });

  test('scores a chunk the same whether it was found or asked for', async () => {
    const { snapshot } = sample.deps();
    const query = await queryFor('resample a time series');
    const found = retrieve(snapshot, query);
    const scored = scorePassages(
      snapshot,
      query,
      found.map(({ chunk }) => chunk),
    );
    expect(scored.map(({ chunk, score }) => [chunk, score])).toEqual(
      found.map(({ chunk, score }) => [chunk, score]),
    );
  });

  test('shows one of the entries that share a title', async () => {
    const deps = sample.deps();
    const one = '## 1. What is a join?\nA join matches rows of two tables.';
    const snapshot = await snapshotOf(
      { 'a.md': one, 'b.md': one, 'c.md': '## 1. What is a key?\nA key joins rows.' },
      deps.embedder,
    );
    const passages = retrieve(snapshot, await queryFor('what is a join', { ...deps, snapshot }));
    expect(passages.map(({ entry }) => snapshot.entries[entry]!.id)).toEqual(['a#1', 'c#1']);
  });
});

describe('what the gate is told', () => {
  const featuresOf = async (text: string, holdsInstructions = false) => {
    const { snapshot } = sample.deps();
    const query = await queryFor(text);
    return gateFeatures(snapshot, query, { passages: retrieve(snapshot, query), holdsInstructions });
  };

  test('is more for what the corpus covers than for what it does not', async () => {
    const covered = await featuresOf('How do decorators help in AI pipelines?');
    const foreign = await featuresOf('How do I roast coffee beans at home?');
    for (const name of ['fused', 'sentence', 'cosine'] as const)
      expect(covered[name]).toBeGreaterThan(foreign[name]!);
    expect(covered.unknown).toBe(0);
    expect(foreign.unknown).toBeGreaterThan(0.5);
  });

  test('is distrust of what gives orders, holds no known word, or no word at all', async () => {
    expect((await featuresOf('What is a decorator?')).trust).toBe(1);
    expect((await featuresOf('What is a decorator?', true)).trust).toBeLessThan(1);
    expect((await featuresOf('xqzv wvutz')).trust).toBe(0.5);
    expect((await featuresOf('?! …')).trust).toBe(0);
  });

  test('is nothing where nothing was found', async () => {
    const { snapshot } = sample.deps();
    const query = await queryFor('decorator');
    const features = gateFeatures(snapshot, query, { passages: [], holdsInstructions: false });
    expect(features).toEqual({ fused: 0, sentence: 0, cosine: 0, unknown: 1, trust: 0 });
  });
});

describe('a collection', () => {
  test('is a document, with or without its extension, or a folder', () => {
    for (const name of ['sql/joins.md', 'sql/joins', 'sql', 'sql/']) {
      expect([name, isInCollection('sql/joins.md', name)]).toEqual([name, true]);
    }
    for (const name of ['sq', 'joins', 'sql/join', 'sql/joins.md/x', '']) {
      expect([name, isInCollection('sql/joins.md', name)]).toEqual([name, false]);
    }
  });

  test('is a snapshot of its own, kept ready', async () => {
    const document = '## 1. What is it?\nOne sentence. Another one.';
    const snapshot = await unrankedSnapshot({ 'a.md': document, 'b/c.md': document });
    const part = inCollection(snapshot, 'b');
    expect(part.entries.map(({ documentPath }) => documentPath)).toEqual(['b/c.md']);
    expect(part.manifest.counts).toEqual({ documents: 1, entries: 1, chunks: 1, sentences: 2 });
    expect(inCollection(snapshot, 'b/')).toBe(part);
    expect(inCollection(snapshot, undefined)).toBe(snapshot);
    expect(() => inCollection(snapshot, 'd')).toThrow(/No document or folder named "d"/);
  });

  test('keeps the calibration of its corpus only where it is large enough to be calibrated on', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => `## ${i + 1}. What is ${i}?\nIt is ${i}.`).join('\n\n');
    const unlike = await unrankedSnapshot({ 'large.md': entries(60), 'small.md': entries(59) });
    const calibration = { source: 'corpus', note: '', auroc: 0.9 } as GateCalibration;
    const snapshot = { ...unlike, manifest: { ...unlike.manifest, calibration } };
    expect(inCollection(snapshot, 'large').manifest.calibration).toBe(calibration);
    expect(inCollection(snapshot, 'small').manifest.calibration).toBeNull();
  });
});

test('a title is found whatever its marks, spacing and case, but not without an answer', async () => {
  const snapshot = await unrankedSnapshot({
    'a.md': '## 1. What is `C++`?\nA language.\n\n## 2. What is C#?\n\n## 3. What is C?\nOlder.',
  });
  const found = (title: string) =>
    entriesByTitle(snapshot, title).map((entry) => snapshot.entries[entry]!.id);
  expect(found('what is  c++')).toEqual(['a#1']);
  expect(found('What is C#?')).toEqual([]);
  expect(found('WHAT IS C')).toEqual(['a#3']);
  expect(foldTitle(' **A**  b_c? ')).toBe('a b c');
});

test('starters are spread evenly over the entries that say something', async () => {
  const entries = Array.from(
    { length: 9 },
    (_, index) => `## ${index + 1}. What is ${index}?\n${index === 0 ? '' : 'It is so.'}\n`,
  );
  const snapshot = await unrankedSnapshot({ 'a.md': entries.join('\n') });
  expect(starterPositions(snapshot, 4)).toEqual([2, 4, 6, 8]);
  expect(starterPositions(snapshot, 99)).toHaveLength(8);
  expect(starterPositions(snapshot, 0)).toEqual([]);
});

test('starters have titles that fit on a button where there are enough of them', async () => {
  const titles = ['A?', 'What is a list?', `What is ${'very '.repeat(20)}long?`, 'What is a tuple?'];
  const snapshot = await unrankedSnapshot({
    'a.md': titles.map((title, index) => `## ${index + 1}. ${title}\nIt is so.`).join('\n\n'),
  });
  expect(starterPositions(snapshot, 2)).toEqual([1, 3]);
  expect(starterPositions(snapshot, 3)).toEqual([0, 2, 3]);
});

test('related entries come nearest first, without the entry itself and without its title again', async () => {
  const snapshot = await unrankedSnapshot({
    'a.md':
      '## 1. What is a list?\nIt grows.\n\n## 2. What is a list\nIt lasts.\n\n## 3. What is a set?\nIt is a set.',
  });
  expect(relatedPositions(snapshot, 0)).toEqual([2]);
  expect(relatedPositions(snapshot, 99)).toEqual([]);
});

test('entries say the same that are alike in text and title, not those that add a word or share none', async () => {
  const titles = [
    'What is a hash index?',
    'Explain hash indexes',
    'What is the adaptive hash index?',
    'What is a view?',
  ];
  const snapshot = await unrankedSnapshot({
    'a.md': titles.map((title, index) => `## ${index + 1}. ${title}\nIt is so.`).join('\n\n'),
  });
  const unlike = {
    ...snapshot,
    chunkVectors: { ...snapshot.chunkVectors, score: () => 0.8 },
  };
  expect(saysTheSame(snapshot, 0, 1)).toBe(true);
  expect(saysTheSame(snapshot, 0, 3)).toBe(false);
  expect(saysTheSame(unlike, 0, 1)).toBe(true);
  expect(saysTheSame(unlike, 0, 2)).toBe(false);
  expect(saysTheSame(unlike, 2, 2)).toBe(true);
});
