import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import { readAttempt } from '../../server/src/answer/attempt-units.ts';
import { judgeCode } from '../../server/src/answer/judge-point.ts';
import { identifiersIn, keyPoints } from '../../server/src/answer/key-points.ts';
import { scoreAttempt, scoreOf } from '../../server/src/answer/score-attempt.ts';
import type { Entry, SourceDocument } from '../../server/src/corpus/types.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import type { KeyPoint, SectionKind } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';
import paraphrases from './score-attempt.paraphrases.json' with { type: 'json' };

/** The longest that the server takes. */
const MAX_ATTEMPT = 8_000;

const sample = readCorpus(resolve(ROOT, 'data/corpus'));
const fixture = readCorpus(resolve(ROOT, 'tests/fixtures/python-ml-own'));

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'), { threads: 2 });
});
afterAll(() => embedder.close());

describe('scoring an attempt', () => {
  it.each([
    ['the sample corpus', sample, 1],
    // Every whole text, and every eighth answer alone, whose in-depth points need the model.
    ['the fixture corpus', fixture, 8],
  ])(
    "gives an entry's own text and its answer alone at least 0.95: %s",
    { timeout: 600_000 },
    async (_name, corpus, step) => {
      const low: string[] = [];
      for (const [index, entry] of corpus.entries.entries()) {
        const answer = sectionText(corpus, entry, 'answer');
        const whole = `${answer}\n\n#### Indepth\n${sectionText(corpus, entry, 'indepth')}`;
        for (const attempt of index % step === 0 ? [whole, answer] : [whole]) {
          const { score } = await scoreAttempt(
            { snapshot: corpus, embedder },
            { entryId: entry.id, attempt },
          );
          if (score < 0.95) low.push(`${entry.id}: ${score.toFixed(2)}`);
        }
      }
      expect(low).toEqual([]);
    },
  );

  it.each([
    ['the sample corpus', sample, { step: 1, away: 7 }],
    // From another document: neighbours in one document share points.
    ['the fixture corpus', fixture, { step: 12, away: 120 }],
  ] as const)(
    'gives the answer of another entry at most 0.15: %s',
    { timeout: 300_000 },
    async (_name, corpus, { step, away }) => {
      const high: string[] = [];
      for (let index = 0; index < corpus.entries.length; index += step) {
        const entry = corpus.entries[index]!;
        const other = corpus.entries[(index + away) % corpus.entries.length]!;
        const attempt = sectionText(corpus, other, 'answer');
        const { score } = await scoreAttempt({ snapshot: corpus, embedder }, { entryId: entry.id, attempt });
        if (score > 0.15) high.push(`${entry.id} by ${other.id}: ${score.toFixed(2)}`);
      }
      expect(high).toEqual([]);
    },
  );

  it.each(paraphrases)(
    'takes a fair paraphrase for the answer, and catches its negation: $entry',
    async (row) => {
      const score = (attempt: string) =>
        scoreAttempt({ snapshot: sample, embedder }, { entryId: row.entry, attempt });
      expect((await score(row.paraphrase)).score).toBeGreaterThanOrEqual(0.95);
      const negated = await score(row.negated);
      expect(negated.score).toBeLessThanOrEqual(0.2);
      expect(countMain(negated.points, 'contradicted')).toBeGreaterThanOrEqual(2);
      const half = row.paraphrase.slice(0, row.paraphrase.indexOf('. ', row.paraphrase.length / 3) + 1);
      expect((await score(half)).score).toBeLessThan(0.8);
    },
  );

  it('marks as contradicted what a sentence of its own denies with "not", and points to that sentence', async () => {
    const changed: string[] = [];
    const caught: string[] = [];
    for (const entry of sample.entries) {
      const [first] = keyPoints(entry).filter(({ text }) => /\b(?:is|are|can|must)\b(?! not)/.test(text));
      if (!first) continue;
      const attempt = first.text.replace(/\b(is|are|can|must)\b/, '$1 not');
      changed.push(entry.id);
      const { points } = await scoreAttempt({ snapshot: sample, embedder }, { entryId: entry.id, attempt });
      const point = points.find(({ citation }) => citation.start === first.start);
      if (point?.state === 'contradicted' && point.attempt) caught.push(entry.id);
    }
    expect(changed.length).toBeGreaterThanOrEqual(10);
    expect(caught).toEqual(changed);
  });

  it('cites every point with the words that stand in the document', async () => {
    const entry = sample.entries[6]!;
    const { points } = await scoreAttempt(
      { snapshot: sample, embedder },
      { entryId: entry.id, attempt: 'A mutex: one thread at a time runs Python bytecode.' },
    );
    const { text } = sample.documents.get(entry.documentPath)!;
    expect(points.length).toBeGreaterThan(3);
    for (const { citation } of points) expect(text.slice(citation.start, citation.end)).toBe(citation.quote);
  });

  it('gives nothing for the question repeated, for silence and for noise', async () => {
    const entry = sample.entries[0]!;
    for (const attempt of [
      entry.titleText,
      ' ',
      '???',
      '🤷',
      'a'.repeat(MAX_ATTEMPT),
      '```\n',
      '# '.repeat(99),
    ]) {
      const { score } = await scoreAttempt({ snapshot: sample, embedder }, { entryId: entry.id, attempt });
      expect(score).toBe(0);
    }
  });

  it('names an entry that is not there', async () => {
    const attempt = { entryId: 'no#1', attempt: 'x' };
    await expect(scoreAttempt({ snapshot: sample, embedder }, attempt)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('no#1') as string,
    });
  });
});

describe('the score', () => {
  const point = (isMain: boolean, state: KeyPoint['state']) => ({ isMain, state });

  it('rests on the main points; the others make up for a fifth of what is missing', () => {
    expect(scoreOf([point(true, 'covered'), point(false, 'missed')])).toBe(1);
    expect(scoreOf([point(true, 'covered'), point(true, 'missed')])).toBe(0.5);
    expect(scoreOf([point(true, 'covered'), point(true, 'missed'), point(false, 'covered')])).toBeCloseTo(
      0.6,
    );
    expect(scoreOf([point(true, 'partly')])).toBe(0.5);
  });

  it('takes half a point for one that is contradicted', () => {
    expect(scoreOf([point(true, 'covered'), point(true, 'contradicted')])).toBe(0.25);
    expect(scoreOf([point(true, 'contradicted')])).toBe(0);
  });

  it('lies between 0 and 1 and never falls when a point gets better', () => {
    const states = ['contradicted', 'missed', 'partly', 'covered'] as const;
    const points = fc.array(fc.record({ isMain: fc.boolean(), state: fc.constantFrom(...states) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(points, fc.nat(), (given, pick) => {
        const index = pick % given.length;
        const chosen = given[index]!;
        const better = states[Math.min(3, states.indexOf(chosen.state) + 1)]!;
        const improved = given.map((each, at) => (at === index ? { ...each, state: better } : each));
        expect(scoreOf(given)).toBeGreaterThanOrEqual(0);
        expect(scoreOf(improved)).toBeLessThanOrEqual(1);
        expect(scoreOf(improved)).toBeGreaterThanOrEqual(scoreOf(given) - 1e-9);
      }),
    );
  });
});

describe('key points', () => {
  it('leave out what says nothing, and join a lead to what it leads to', () => {
    const points = pointsOf(
      'It depends. Three things help:\n\nCaching keeps results of `lru_cache` in memory.',
    );
    expect(points.map(({ text }) => text)).toEqual([
      'Three things help: Caching keeps results of lru_cache in memory.',
    ]);
  });

  it('rest on words where there are some, and on code where there is only code', () => {
    const code = '```python\nimport numpy\nprint(numpy.where(mask))\n```';
    const both = pointsOf(`The mask picks the values through numpy.where.\n\n${code}`);
    expect(both.map(({ kind, isMain }) => [kind, isMain])).toEqual([
      ['words', true],
      ['code', false],
    ]);
    expect(pointsOf(code).map(({ kind, isMain }) => [kind, isMain])).toEqual([['code', true]]);
  });

  it('judge code by the names in it', () => {
    const code = 'df = pd.read_csv("a.csv")  # comment\ndf.groupby("b")';
    expect(identifiersIn(code)).toEqual(['df', 'pd', 'read_csv', 'groupby']);
    expect(judgeCode(code, 'df = pd.read_csv(path); df.groupby(key)').state).toBe('covered');
    expect(judgeCode(code, 'read it with pd.read_csv').state).toBe('partly');
    expect(judgeCode(code, 'read it and group it').state).toBe('missed');
  });
});

describe('an attempt taken apart', () => {
  it('has sentences first, then clauses, each where it stands', () => {
    const attempt = 'The GIL is a mutex, so only one thread runs at a time. Threads help with downloads.';
    const { units, sentences } = readAttempt(attempt, 'What is the GIL?');
    expect(sentences).toBe(2);
    expect(units.map(({ start, end }) => attempt.slice(start, end))).toContain(
      'so only one thread runs at a time.',
    );
  });

  it('never throws, and its offsets are true, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (attempt) => {
        for (const { start, end } of readAttempt(attempt, 'x').units) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(attempt.length);
          expect(start).toBeLessThan(end);
        }
      }),
    );
  });
});

function countMain(points: readonly KeyPoint[], state: KeyPoint['state']): number {
  return points.filter((point) => point.isMain && point.state === state).length;
}

function pointsOf(answer: string) {
  const { entries } = parseEntries('a.md', `# T\n\n### 1. What helps?\n\n${answer}\n`);
  return keyPoints(entries[0]!);
}

function sectionText({ documents }: Snapshot, entry: Entry, kind: SectionKind): string {
  const text = documents.get(entry.documentPath)?.text ?? '';
  const sections = entry.sections.filter((section) => section.kind === kind);
  return sections.map(({ start, end }) => text.slice(start, end)).join('\n\n');
}

/** What scoring reads of a snapshot: documents and entries. */
function readCorpus(folder: string): Snapshot {
  const documents = new Map<string, SourceDocument>();
  const entries: Entry[] = [];
  for (const path of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(resolve(folder, path), 'utf8');
    const parsed = parseEntries(path, text);
    documents.set(path, { path, text, hash: '', title: parsed.title });
    entries.push(...parsed.entries);
  }
  const entryIndex = new Map(entries.map(({ id }, index) => [id, index]));
  return { documents, entries, entryIndex } as unknown as Snapshot;
}
