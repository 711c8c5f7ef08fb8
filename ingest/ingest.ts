import { AppError } from '../server/src/errors.ts';
import { snapshotInMemory, type SnapshotContent } from '../server/src/index/content.ts';
import { openSnapshot, publishSnapshot } from '../server/src/index/snapshot.ts';
import type { GateCalibration, Manifest, Snapshot } from '../server/src/index/types.ts';
import type { Embedder } from '../server/src/models/types.ts';
import { compareEntries, type EntryChanges } from './compare-entries.ts';
import { reportCorpus, type CorpusReport } from './corpus-report.ts';
import { embedChunks, type EmbeddedChunks } from './embed-chunks.ts';
import { withIngestLock } from './lock.ts';
import type { Problem } from './problem.ts';
import { readCorpus, type Corpus } from './read-corpus.ts';
import { stepProgress, type IngestProgress } from './step-progress.ts';
import { openCheckpoint, removeCheckpoint } from './vector-checkpoint.ts';

/** Fits the gate on what is about to be published. */
export type Calibrate = (
  draft: Snapshot,
  onProgress: (done: number, total: number) => void,
) => Promise<GateCalibration>;

export interface IngestOptions {
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly embedder: Embedder;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly calibrate?: Calibrate;
}

export interface IngestReport {
  /** `unchanged`: the index in use already holds exactly this; nothing was embedded or written. */
  readonly status: 'published' | 'unchanged';
  readonly snapshot: string;
  readonly embedder: string;
  readonly counts: Manifest['counts'];
  readonly changes: EntryChanges;
  readonly embedded: number;
  readonly reused: number;
  readonly calibration: GateCalibration | null;
  /** Ordered by file and line. */
  readonly problems: readonly Problem[];
  /** Checks that could not be made, and why. */
  readonly notes: readonly string[];
  readonly seconds: number;
}

/**
 * Reads a folder of Markdown and publishes an index of it: read → parse → chunk → embed → calibrate → publish → check.
 * Files that cannot be used are reported and left out.
 * @throws AppError `corpus` if there is nothing to index, `busy` if another ingest writes to the same folder,
 * `snapshot` if the index cannot be written, `model` if the embedder fails, `aborted` on the signal
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  return withIngestLock(options.dataDir, () => run(options));
}

async function run(options: IngestOptions): Promise<IngestReport> {
  const { dataDir, embedder } = options;
  const started = performance.now();
  const corpus = await readCorpus(options);
  const previous = await openPrevious(dataDir);
  const outcome = isCurrent(previous, corpus.corpusHash, options)
    ? keep(corpus, previous)
    : await publish(corpus, previous, options);
  await removeCheckpoint(dataDir);
  const check = await checkCorpus(corpus, outcome.chunkVector, options);
  return {
    status: outcome.status,
    snapshot: outcome.manifest.id,
    embedder: embedder.id,
    counts: outcome.manifest.counts,
    changes: compareEntries(previous?.entries ?? [], corpus.entries),
    embedded: outcome.embedded,
    reused: outcome.reused,
    calibration: outcome.manifest.calibration,
    problems: [...corpus.problems, ...check.problems].toSorted(byPlace),
    notes: check.notes,
    seconds: (performance.now() - started) / 1000,
  };
}

interface Outcome {
  readonly status: IngestReport['status'];
  readonly manifest: Manifest;
  readonly embedded: number;
  readonly reused: number;
  readonly chunkVector: (chunk: number) => Float32Array;
}

function keep(corpus: Corpus, previous: Snapshot): Outcome {
  return {
    status: 'unchanged',
    manifest: previous.manifest,
    embedded: 0,
    reused: corpus.chunks.length + corpus.sentences.length,
    chunkVector: (chunk) => previous.chunkVectors.vectorAt(chunk),
  };
}

async function publish(corpus: Corpus, previous: Snapshot | null, options: IngestOptions): Promise<Outcome> {
  const { dataDir, embedder, signal } = options;
  const { embedded, reused, ...vectors } = await embed(corpus, previous, options);
  const draft: SnapshotContent = {
    documents: corpus.documents,
    entries: corpus.entries,
    chunks: corpus.chunks,
    sentences: corpus.sentences,
    ...vectors,
    embedder: { id: embedder.id, dimensions: embedder.dimensions },
    corpusHash: corpus.corpusHash,
    calibration: null,
  };
  const calibration = await calibrate(draft, options);
  const report = stepProgress(options, 'publish');
  const manifest = await publishSnapshot(
    dataDir,
    { ...draft, calibration },
    { signal, onProgress: ({ done, total }) => report(done, total) },
  );
  const { dimensions } = embedder;
  const chunkVector = (chunk: number) =>
    vectors.chunkVectors.subarray(chunk * dimensions, (chunk + 1) * dimensions);
  return { status: 'published', manifest, embedded, reused, chunkVector };
}

/** What is embedded is kept on the disk until the index is published: an ingest that is interrupted goes on from there. */
async function embed(
  corpus: Corpus,
  previous: Snapshot | null,
  options: IngestOptions,
): Promise<EmbeddedChunks> {
  const { dataDir, embedder, signal } = options;
  const checkpoint = await openCheckpoint(dataDir, embedder);
  try {
    const onProgress = stepProgress(options, 'embed');
    return await embedChunks(corpus, embedder, { previous, checkpoint, signal, onProgress });
  } finally {
    await checkpoint.close();
  }
}

async function calibrate(draft: SnapshotContent, options: IngestOptions): Promise<GateCalibration | null> {
  if (!options.calibrate) return null;
  return options.calibrate(snapshotInMemory(draft), stepProgress(options, 'calibrate'));
}

/** What the owner may want to mend; the index is published by then, so that nothing here can keep it back. */
async function checkCorpus(
  corpus: Corpus,
  chunkVector: (chunk: number) => Float32Array,
  options: IngestOptions,
): Promise<CorpusReport> {
  stepProgress(options, 'check')(0, 0);
  const firstChunk = new Map<number, number>();
  corpus.chunks.forEach(({ entry }, chunk) => {
    if (!firstChunk.has(entry)) firstChunk.set(entry, chunk);
  });
  return reportCorpus({
    corpusDir: options.corpusDir,
    documents: corpus.documents,
    facts: corpus.facts,
    entries: corpus.entries,
    vectorOf: (entry) => {
      const chunk = firstChunk.get(entry);
      return chunk === undefined ? null : chunkVector(chunk);
    },
    signal: options.signal,
  });
}

/** The index in use; a damaged one is none: it is built anew. */
async function openPrevious(dataDir: string): Promise<Snapshot | null> {
  try {
    return await openSnapshot(dataDir);
  } catch (error) {
    if (error instanceof AppError && error.code === 'snapshot') return null;
    throw error;
  }
}

function isCurrent(
  previous: Snapshot | null,
  corpusHash: string,
  { embedder, calibrate: wanted }: IngestOptions,
): previous is Snapshot {
  if (!previous) return false;
  const { manifest } = previous;
  const isCalibrated = manifest.calibration !== null || !wanted;
  return manifest.corpusHash === corpusHash && manifest.embedder.id === embedder.id && isCalibrated;
}

function byPlace(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
