import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { chunkEntries } from '../ingest/chunk-entries.ts';
import { embedChunks } from '../ingest/embed-chunks.ts';
import { parseDocuments } from '../ingest/parse-documents.ts';
import type { AskDeps } from '../server/src/ask.ts';
import type { Chunk } from '../server/src/corpus/types.ts';
import { snapshotInMemory } from '../server/src/index/content.ts';
import type { SentenceRef, Snapshot } from '../server/src/index/types.ts';
import { openModels, type Models } from '../server/src/models/open-models.ts';
import type { Embedder } from '../server/src/models/types.ts';
import { ROOT } from './material.ts';

/** The document of the sample corpus, as it stands in the repository. */
export const SAMPLE_PATH = 'python-ai-intermediate.md';
export const SAMPLE_TEXT = readFileSync(resolve(ROOT, 'data/corpus', SAMPLE_PATH), 'utf8');

/** Documents by path, parsed, chunked and embedded as an ingest does it, in memory. */
export async function snapshotOf(
  documents: Readonly<Record<string, string>>,
  embedder: Embedder,
): Promise<Snapshot> {
  return assemble(documents, {
    countTokens: (texts) => embedder.countTokens(texts),
    embed: (content) => embedChunks(content, embedder, { previous: null }),
    embedder: { id: embedder.id, dimensions: embedder.dimensions },
  });
}

/** The same without a model, where nothing is ranked: every vector is the same. */
export async function unrankedSnapshot(documents: Readonly<Record<string, string>>): Promise<Snapshot> {
  const ones = (count: number) => new Float32Array(count).fill(1);
  return assemble(documents, {
    countTokens: (texts) => Promise.resolve(texts.map((text) => text.split(/\s+/).length + 2)),
    embed: ({ chunks, sentences }) =>
      Promise.resolve({ chunkVectors: ones(chunks.length), sentenceVectors: ones(sentences.length) }),
    embedder: { id: 'none', dimensions: 1 },
  });
}

/** The sample corpus with the real models, for one test file. */
export function useSampleSnapshot(): { deps(): AskDeps } {
  let models: Models | undefined;
  let snapshot: Snapshot | undefined;
  beforeAll(async () => {
    models = await openModels({
      embeddings: 'local',
      modelsDir: resolve(ROOT, 'data/models'),
      chat: NO_CHAT,
    });
    snapshot = await snapshotOf({ [SAMPLE_PATH]: SAMPLE_TEXT }, models.embedder);
  }, 120_000);
  afterAll(() => models?.close());
  return {
    deps() {
      if (models === undefined || snapshot === undefined) throw new Error('Opened before the first test.');
      return { snapshot, embedder: models.embedder, reader: models.reader, chat: null };
    },
  };
}

const NO_CHAT = {
  model: undefined,
  baseUrl: undefined,
  apiKey: undefined,
  firstTokenMs: 1,
  idleMs: 1,
  totalMs: 1,
  assist: false,
};

interface Content {
  readonly entries: Snapshot['entries'];
  readonly chunks: readonly Chunk[];
  readonly sentences: readonly SentenceRef[];
}

async function assemble(
  documents: Readonly<Record<string, string>>,
  {
    countTokens,
    embed,
    embedder,
  }: {
    countTokens: (texts: readonly string[]) => Promise<number[]>;
    embed: (content: Content) => Promise<{ chunkVectors: Float32Array; sentenceVectors: Float32Array }>;
    embedder: { id: string; dimensions: number };
  },
): Promise<Snapshot> {
  const raw = Object.entries(documents).map(([path, text]) => ({ path, text, hash: sha256(text) }));
  const parsed = await parseDocuments(raw);
  const chunks = await chunkEntries(parsed.entries, {
    maxTokens: 256,
    countTokens,
    subheadings: parsed.subheadings,
  });
  const sentences = chunks.flatMap(({ entry, section, firstSentence, endSentence }, chunk) =>
    Array.from({ length: endSentence - firstSentence }, (_, index): SentenceRef => {
      return { chunk, entry, section, sentence: firstSentence + index };
    }),
  );
  const vectors = await embed({ entries: parsed.entries, chunks, sentences });
  return snapshotInMemory({
    documents: parsed.documents,
    entries: parsed.entries,
    chunks,
    sentences,
    chunkVectors: vectors.chunkVectors,
    sentenceVectors: vectors.sentenceVectors,
    embedder,
    corpusHash: sha256(raw.map(({ hash }) => hash).join()),
    calibration: null,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
