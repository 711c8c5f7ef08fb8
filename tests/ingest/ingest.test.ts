import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest, type IngestReport } from '../../ingest/ingest.ts';
import type { IngestProgress } from '../../ingest/step-progress.ts';
import { openSnapshot } from '../../server/src/index/snapshot.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import { ROOT } from '../material.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LISTS =
  '### 1. What is a list?\nA list holds items in order. It can grow.\n\n#### Indepth\nIt over-allocates.\n';
const DICTS = '### 1. What is a dict?\nA dict maps keys to values.\n';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openLocalEmbedder(join(ROOT, 'data/models'));
});
afterAll(() => embedder.close());

function run(
  corpusDir: string,
  dataDir: string,
  options: Partial<Parameters<typeof ingest>[0]> = {},
): Promise<IngestReport> {
  return ingest({ corpusDir, dataDir, embedder, ...options });
}

describe('ingest', () => {
  it('publishes an index whose chunks and sentences are found by their vectors', async () => {
    const corpus = temporaryFolder({ 'a/lists.md': LISTS, 'dicts.md': DICTS });
    const data = temporaryFolder();
    const steps = new Set<IngestProgress['step']>();
    const report = await run(corpus, data, { onProgress: ({ step }) => steps.add(step) });
    expect(report).toMatchObject({
      status: 'published',
      counts: { documents: 2, entries: 2, chunks: 3, sentences: 4 },
      changes: { added: 2, updated: 0, unchanged: 0, removed: 0 },
      embedded: 7,
      problems: [],
    });
    expect([...steps]).toEqual(['read', 'parse', 'chunk', 'embed', 'publish', 'check']);
    const snapshot = await openSnapshot(data);
    const query = await embedder.embeddings.embedQuery('How do I map a key to a value?');
    const [best] = snapshot!.chunkVectors.search(Float32Array.from(query), 1);
    expect(snapshot!.chunks[best!.ordinal]?.id).toBe('dicts#1/0');
    for (const ref of snapshot!.sentences) {
      const entry = snapshot!.entries[ref.entry]!;
      const sentence = entry.sections[ref.section]!.sentences[ref.sentence]!;
      const text = snapshot!.documents.get(entry.documentPath)!.text;
      expect(text.slice(sentence.start, sentence.end)).toContain(sentence.text);
    }
  });

  it('embeds and publishes nothing when nothing changed, and only what is new when something did', async () => {
    const corpus = temporaryFolder({ 'lists.md': LISTS, 'dicts.md': DICTS });
    const data = temporaryFolder();
    const first = await run(corpus, data);
    const again = await run(corpus, data);
    expect(again).toMatchObject({ status: 'unchanged', snapshot: first.snapshot, embedded: 0 });
    expect(again.changes).toEqual({ added: 0, updated: 0, unchanged: 2, removed: 0 });

    writeFileSync(join(corpus, 'lists.md'), LISTS.replace('It can grow.', 'It can shrink.'));
    rmSync(join(corpus, 'dicts.md'));
    writeFileSync(join(corpus, 'sets.md'), '### 1. What is a set?\nA set holds items once.\n');
    const changed = await run(corpus, data);
    expect(changed.status).toBe('published');
    expect(changed.changes).toEqual({ added: 1, updated: 1, unchanged: 0, removed: 1 });
    // The changed chunk and its sentence, the new chunk and its sentence.
    expect(changed.embedded).toBe(4);
  });

  it('takes over vectors that are equal to those it would make', async () => {
    const corpus = temporaryFolder({ 'lists.md': LISTS });
    const data = temporaryFolder();
    await run(corpus, data);
    writeFileSync(join(corpus, 'dicts.md'), DICTS);
    await run(corpus, data);
    const fresh = temporaryFolder();
    await run(corpus, fresh);
    const [reused, made] = [await openSnapshot(data), await openSnapshot(fresh)];
    made!.chunks.forEach((chunk, ordinal) => {
      expect(reused!.chunks[ordinal]?.id).toBe(chunk.id);
      expect(made!.chunkVectors.score(reused!.chunkVectors.vectorAt(ordinal), ordinal)).toBeGreaterThan(
        0.999,
      );
    });
  });

  it('publishes the rest when a file cannot be used, and reports it', async () => {
    const corpus = temporaryFolder({ 'lists.md': LISTS, 'bad.md': Buffer.from([0xff, 0xfe]) });
    const report = await run(corpus, temporaryFolder());
    expect(report.counts.documents).toBe(1);
    expect(report.problems).toMatchObject([{ type: 'unreadable', path: 'bad.md' }]);
  });

  it('keeps the index in use when it is stopped, fails, or finds nothing', async () => {
    const corpus = temporaryFolder({ 'lists.md': LISTS });
    const data = temporaryFolder();
    const { snapshot } = await run(corpus, data);
    writeFileSync(join(corpus, 'dicts.md'), DICTS);
    await expect(run(corpus, data, { signal: AbortSignal.abort() })).rejects.toThrow();
    const broken = {
      ...embedder,
      id: 'other',
      embeddings: { embedDocuments: () => Promise.resolve([[1]]) },
    };
    await expect(run(corpus, data, { embedder: broken as unknown as Embedder })).rejects.toMatchObject({
      code: 'model',
    });
    await expect(run(temporaryFolder(), data)).rejects.toMatchObject({ code: 'corpus' });
    expect((await openSnapshot(data))?.id).toBe(snapshot);
    expect(existsSync(join(data, 'ingest.lock'))).toBe(false);
    expect(readdirSync(data).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('goes on from where it was interrupted, with the same vectors', async () => {
    const corpus = temporaryFolder({
      'a.md': Array.from(
        { length: 90 },
        (_, n) => `### ${String(n)}. What is ${String(n)}?\nIt is ${String(n)}.\n`,
      ).join('\n'),
    });
    const data = temporaryFolder();
    const interruption = new AbortController();
    const interrupted = run(corpus, data, {
      signal: interruption.signal,
      onProgress: ({ step, texts }) => {
        if (step === 'embed' && (texts?.done ?? 0) > 0) interruption.abort();
      },
    });
    await expect(interrupted).rejects.toThrow();
    expect(readdirSync(data)).toEqual(['vectors.partial']);
    const report = await run(corpus, data);
    expect(report).toMatchObject({ status: 'published', embedded: 180 - 64, reused: 64 });
    expect(existsSync(join(data, 'vectors.partial'))).toBe(false);
    const whole = temporaryFolder();
    await run(corpus, whole);
    const [resumed, fresh] = [await openSnapshot(data), await openSnapshot(whole)];
    for (let ordinal = 0; ordinal < 90; ordinal += 1) {
      const vector = fresh!.chunkVectors.vectorAt(ordinal);
      expect(resumed!.chunkVectors.score(vector, ordinal)).toBeCloseTo(1, 4);
    }
  });

  it('stores the calibration that it is given, and asks for it on the draft', async () => {
    const corpus = temporaryFolder({ 'lists.md': LISTS });
    const data = temporaryFolder();
    await run(corpus, data);
    const calibration = {
      source: 'corpus' as const,
      thresholds: { refuse: 0.1, answer: 0.2 },
      auroc: null,
      samples: { answerable: 1, nearMiss: 1 },
      note: 'a test',
    };
    const report = await run(corpus, data, {
      calibrate: (draft) => Promise.resolve({ ...calibration, note: draft.entries[0]!.titleText }),
    });
    expect(report).toMatchObject({
      status: 'published',
      embedded: 0,
      calibration: { note: 'What is a list?' },
    });
    expect((await openSnapshot(data))?.manifest.calibration?.note).toBe('What is a list?');
  });
});
