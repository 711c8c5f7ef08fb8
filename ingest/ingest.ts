import { sha256 } from '../server/src/corpus/hash.ts';
import type { Chunk } from '../server/src/corpus/types.ts';
import { AppError } from '../server/src/errors.ts';
import { snapshotInMemory, type SnapshotContent } from '../server/src/index/content.ts';
import { openSnapshot, publishSnapshot } from '../server/src/index/snapshot.ts';
import type { GateCalibration, Manifest, SentenceRef, Snapshot } from '../server/src/index/types.ts';
import type { Embedder } from '../server/src/models/types.ts';
import { chunkEntries } from './chunk-entries.ts';
import { compareEntries, type EntryChanges } from './compare-entries.ts';
import { embedChunks } from './embed-chunks.ts';
import { withIngestLock } from './lock.ts';
import { parseDocuments, type ParsedCorpus } from './parse-documents.ts';
import type { Problem } from './problem.ts';
import { readDocuments } from './read-documents.ts';

/** How far an ingest is. `embed` counts characters, `publish` vectors, the others files. */
export interface IngestProgress {
  readonly step: 'read' | 'parse' | 'chunk' | 'embed' | 'calibrate' | 'publish';
  readonly done: number;
  readonly total: number;
}

/** Fits the gate on what is about to be published; `null` leaves the gate its shipped prior. */
export type Calibrate = (draft: Snapshot) => Promise<GateCalibration | null>;

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
  readonly seconds: number;
}

/**
 * Reads a folder of Markdown and publishes an index of it: read → parse → chunk → embed → calibrate → publish.
 * Files that cannot be used are reported and left out.
 * @throws AppError `corpus` if there is nothing to index, `busy` if another ingest writes to the same folder,
 * `snapshot` if the index cannot be written, `model` if the embedder fails, `aborted` on the signal
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  return withIngestLock(options.dataDir, () => run(options));
}

async function run(options: IngestOptions): Promise<IngestReport> {
  const { dataDir, embedder, signal } = options;
  const started = performance.now();
  const corpus = await readCorpus(options);
  const previous = await openPrevious(dataDir);
  const outcome = isCurrent(previous, corpus.corpusHash, options)
    ? { status: 'unchanged' as const, manifest: previous.manifest, embedded: 0, reused: rows(corpus) }
    : await publish(corpus, previous, options);
  signal?.throwIfAborted();
  return {
    status: outcome.status,
    snapshot: outcome.manifest.id,
    embedder: embedder.id,
    counts: outcome.manifest.counts,
    changes: compareEntries(previous?.entries ?? [], corpus.entries),
    embedded: outcome.embedded,
    reused: outcome.reused,
    calibration: outcome.manifest.calibration,
    problems: corpus.problems.toSorted(byPlace),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Everything that is read from the corpus, before any model is asked. */
interface Corpus extends ParsedCorpus {
  readonly chunks: readonly Chunk[];
  readonly sentences: readonly SentenceRef[];
  readonly corpusHash: string;
}

async function readCorpus(options: IngestOptions): Promise<Corpus> {
  const { corpusDir, embedder, signal } = options;
  const read = await readDocuments(corpusDir, { signal, onFile: stepProgress(options, 'read') });
  const parsed = await parseDocuments(read.documents, { signal, onFile: stepProgress(options, 'parse') });
  const problems = [...read.problems, ...parsed.problems];
  if (parsed.entries.length === 0) throw nothingToIndex(corpusDir, problems);
  stepProgress(options, 'chunk')(0, parsed.entries.length);
  const chunks = await chunkEntries(parsed.entries, {
    maxTokens: embedder.maxTokens,
    countTokens: (texts) => embedder.countTokens(texts),
    subheadings: parsed.subheadings,
    signal,
  });
  const corpusHash = hashCorpus(parsed, chunks);
  return { ...parsed, problems, chunks, sentences: listSentences(chunks), corpusHash };
}

async function publish(
  corpus: Corpus,
  previous: Snapshot | null,
  options: IngestOptions,
): Promise<{ status: 'published'; manifest: Manifest; embedded: number; reused: number }> {
  const { dataDir, embedder, signal } = options;
  const onProgress = stepProgress(options, 'embed');
  const { embedded, reused, ...vectors } = await embedChunks(corpus, embedder, {
    previous,
    signal,
    onProgress,
  });
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
  return { status: 'published', manifest, embedded, reused };
}

async function calibrate(draft: SnapshotContent, options: IngestOptions): Promise<GateCalibration | null> {
  if (!options.calibrate) return null;
  stepProgress(options, 'calibrate')(0, draft.entries.length);
  return options.calibrate(snapshotInMemory(draft));
}

function stepProgress(options: IngestOptions, step: IngestProgress['step']) {
  return (done: number, total: number) => options.onProgress?.({ step, done, total });
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

/** Over texts and over what was read from them: a better parser changes the index of an unchanged corpus. */
function hashCorpus({ documents, entries }: ParsedCorpus, chunks: readonly Chunk[]): string {
  const texts = documents.map(({ path, hash }) => [path, hash]);
  const read = entries.map((entry) => sha256(JSON.stringify(entry)));
  return sha256(JSON.stringify([texts, read, sha256(JSON.stringify(chunks))]));
}

function listSentences(chunks: readonly Chunk[]): SentenceRef[] {
  return chunks.flatMap(({ entry, section, firstSentence, endSentence }, chunk) =>
    Array.from({ length: endSentence - firstSentence }, (_, index): SentenceRef => {
      return { chunk, entry, section, sentence: firstSentence + index };
    }),
  );
}

function rows({ chunks, sentences }: Corpus): number {
  return chunks.length + sentences.length;
}

function nothingToIndex(corpusDir: string, problems: readonly Problem[]): AppError {
  const [first] = problems.filter((problem) => problem.type === 'unreadable');
  const cause = first ? `${first.path} ${first.message}` : 'it holds no Markdown file with text';
  return new AppError('corpus', `There is nothing to index in ${corpusDir}: ${cause}.`);
}

function byPlace(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
