import type { Chunk, Entry, SourceDocument } from '../corpus/types.ts';
import { chunkInput } from '../corpus/types.ts';
import { AppError } from '../errors.ts';
import { exactIndex } from './exact-index.ts';
import { buildPostings, lexicalIndex, type Postings } from './lexical-index.ts';
import { FORMAT_VERSION } from './manifest.ts';
import type { GateCalibration, LexicalIndex, Manifest, SentenceRef, Snapshot, VectorIndex } from './types.ts';

/** What a snapshot is made of. Vectors are unit vectors, row after row, in the order of chunks and sentences. */
export interface SnapshotContent {
  readonly documents: readonly SourceDocument[];
  readonly entries: readonly Entry[];
  readonly chunks: readonly Chunk[];
  /** Grouped by chunk, in the order of the chunks. */
  readonly sentences: readonly SentenceRef[];
  readonly chunkVectors: Float32Array;
  readonly sentenceVectors: Float32Array;
  readonly embedder: { readonly id: string; readonly dimensions: number };
  readonly corpusHash: string;
  readonly calibration: GateCalibration | null;
}

export interface Indexes {
  readonly chunkVectors: VectorIndex;
  readonly sentenceVectors: VectorIndex;
  readonly lexical: LexicalIndex;
}

/** The content as a snapshot that no file backs, with exact search: for calibration before publishing, and tests. */
export function snapshotInMemory(content: SnapshotContent): Snapshot {
  const { dimensions } = content.embedder;
  return assembleSnapshot(content, describeContent(content, 'in-memory', {}), {
    chunkVectors: exactIndex(content.chunkVectors, dimensions),
    sentenceVectors: exactIndex(content.sentenceVectors, dimensions),
    lexical: lexicalIndex(contentPostings(content)),
  });
}

/** Content and indexes under one manifest. */
export function assembleSnapshot(
  {
    documents,
    entries,
    chunks,
    sentences,
  }: Pick<SnapshotContent, 'documents' | 'entries' | 'chunks' | 'sentences'>,
  manifest: Manifest,
  indexes: Indexes,
): Snapshot {
  return {
    id: manifest.id,
    manifest,
    documents: new Map(documents.map((document) => [document.path, document])),
    entries,
    entryIndex: new Map(entries.map(({ id }, position) => [id, position])),
    chunks,
    sentences,
    chunkSentences: groupSentences(sentences, chunks.length),
    ...indexes,
  };
}

/** The manifest of the content; throws AppError('snapshot') when its parts do not fit together. */
export function describeContent(
  content: SnapshotContent,
  id: string,
  files: Readonly<Record<string, string>>,
): Manifest {
  const { chunks, sentences, embedder, corpusHash, calibration } = content;
  const { dimensions } = embedder;
  assertRows('chunk', content.chunkVectors.length, chunks.length * dimensions);
  assertRows('sentence', content.sentenceVectors.length, sentences.length * dimensions);
  return {
    formatVersion: FORMAT_VERSION,
    id,
    createdAt: new Date().toISOString(),
    embedder,
    counts: countContent(content),
    corpusHash,
    files,
    calibration,
  };
}

export function countContent({
  documents,
  entries,
  chunks,
  sentences,
}: Pick<SnapshotContent, 'documents' | 'entries' | 'chunks' | 'sentences'>): Manifest['counts'] {
  return {
    documents: documents.length,
    entries: entries.length,
    chunks: chunks.length,
    sentences: sentences.length,
  };
}

/** BM25 postings over question and body of every chunk. */
export function contentPostings({ chunks, entries }: Pick<SnapshotContent, 'chunks' | 'entries'>): Postings {
  return buildPostings(chunks.map((chunk) => chunkInput(chunk, entries[chunk.entry]?.titleText ?? '')));
}

function assertRows(kind: string, actual: number, expected: number): void {
  if (actual === expected) return;
  throw new AppError('snapshot', `the ${kind} vectors hold ${actual} numbers where ${expected} belong`);
}

/** For each chunk the range of its sentences; chunks without sentences get an empty one. */
function groupSentences(sentences: readonly SentenceRef[], chunks: number): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let ordinal = 0;
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const first = ordinal;
    while (sentences[ordinal]?.chunk === chunk) ordinal += 1;
    ranges.push([first, ordinal]);
  }
  if (ordinal === sentences.length) return ranges;
  throw new AppError('snapshot', `sentence ${ordinal} does not stand with its chunk`);
}
