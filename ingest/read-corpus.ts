import { sha256 } from '../server/src/corpus/hash.ts';
import type { Chunk } from '../server/src/corpus/types.ts';
import { AppError } from '../server/src/errors.ts';
import type { SentenceRef } from '../server/src/index/types.ts';
import type { Embedder } from '../server/src/models/types.ts';
import { chunkEntries } from './chunk-entries.ts';
import { parseDocuments, type ParsedCorpus } from './parse-documents.ts';
import type { Problem } from './problem.ts';
import { readDocuments } from './read-documents.ts';
import { stepProgress, type IngestProgress } from './step-progress.ts';

export interface ReadOptions {
  readonly corpusDir: string;
  readonly embedder: Pick<Embedder, 'maxTokens' | 'countTokens'>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** Everything that is read from the corpus, before any model is asked. */
export interface Corpus extends ParsedCorpus {
  readonly chunks: readonly Chunk[];
  readonly sentences: readonly SentenceRef[];
  readonly corpusHash: string;
}

/**
 * Reads, parses and cuts every document of the folder.
 * @throws AppError `corpus` if there is nothing to index
 */
export async function readCorpus(options: ReadOptions): Promise<Corpus> {
  const { corpusDir, embedder, signal } = options;
  const read = await readDocuments(corpusDir, { signal, onFile: stepProgress(options, 'read') });
  const parsed = await parseDocuments(read.documents, { signal, onFile: stepProgress(options, 'parse') });
  const problems = [...read.problems, ...parsed.problems];
  if (parsed.entries.length === 0) throw nothingToIndex(corpusDir, problems);
  stepProgress(options, 'chunk')(0, 0);
  const chunks = await chunkEntries(parsed.entries, {
    maxTokens: embedder.maxTokens,
    countTokens: (texts) => embedder.countTokens(texts),
    subheadings: parsed.subheadings,
    signal,
  });
  const corpusHash = hashCorpus(parsed, chunks);
  return { ...parsed, problems, chunks, sentences: listSentences(chunks), corpusHash };
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

function nothingToIndex(corpusDir: string, problems: readonly Problem[]): AppError {
  const [first] = problems.filter((problem) => problem.type === 'unreadable');
  const cause = first ? `${first.path} ${first.message}` : 'it holds no Markdown file with text';
  return new AppError('corpus', `There is nothing to index in ${corpusDir}: ${cause}.`);
}
