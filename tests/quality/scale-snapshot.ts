import { sha256 } from '../../server/src/corpus/hash.ts';
import {
  assembleSnapshot,
  contentPostings,
  describeContent,
  type SnapshotContent,
} from '../../server/src/index/content.ts';
import { lexicalIndex } from '../../server/src/index/lexical-index.ts';
import type { Snapshot, VectorIndex } from '../../server/src/index/types.ts';
import { buildVectorIndex } from '../../server/src/index/vector-index.ts';
import { seededRandom } from './statistics.ts';
import { perturbVectors, vocabularyOf } from './synthetic.ts';

/** Share of the words that a copy replaces, each everywhere alike. */
const REPLACED = 0.4;

/**
 * A snapshot of at least so many entries: the real ones and copies of them with other words of the same length, so
 * that every offset holds, and with vectors near the real ones. Graphs are built as the ingest builds them.
 */
export async function scaleSnapshot(snapshot: Snapshot, entries: number): Promise<Snapshot> {
  const copies = Math.ceil(entries / snapshot.entries.length);
  if (copies <= 1) return snapshot;
  const content = copyContent(snapshot, copies);
  const { dimensions } = content.embedder;
  const chunks = await buildVectorIndex(content.chunkVectors, dimensions);
  const sentences = await buildVectorIndex(content.sentenceVectors, dimensions);
  return assembleSnapshot(content, describeContent(content, `scaled-${copies}`, {}), {
    chunkVectors: chunks.index,
    sentenceVectors: sentences.index,
    lexical: lexicalIndex(contentPostings(content)),
  });
}

function copyContent(snapshot: Snapshot, copies: number): SnapshotContent {
  const { manifest } = snapshot;
  const all = Array.from({ length: copies }, (_, copy) => copyCorpus(snapshot, copy));
  const random = seededRandom(copies);
  return {
    documents: all.flatMap(({ documents }) => documents),
    entries: all.flatMap(({ entries }) => entries),
    chunks: all.flatMap(({ chunks }) => chunks),
    sentences: all.flatMap(({ sentences }) => sentences),
    chunkVectors: perturbVectors(vectorsOf(snapshot.chunkVectors), copies * snapshot.chunks.length, random),
    sentenceVectors: perturbVectors(
      vectorsOf(snapshot.sentenceVectors),
      copies * snapshot.sentences.length,
      random,
    ),
    embedder: manifest.embedder,
    corpusHash: manifest.corpusHash,
    calibration: manifest.calibration,
  };
}

type Corpus = Pick<SnapshotContent, 'documents' | 'entries' | 'chunks' | 'sentences'>;

/** Copy 0 is the corpus itself. */
function copyCorpus(snapshot: Snapshot, copy: number): Corpus {
  const documents = [...snapshot.documents.values()];
  if (copy === 0) return { ...snapshot, documents };
  const change = wordChanger(vocabularyOf(documents.map(({ text }) => text)), seededRandom(copy));
  const path = (original: string) => `copy-${copy}/${original}`;
  const entryOffset = copy * snapshot.entries.length;
  const chunkOffset = copy * snapshot.chunks.length;
  const texts = new Map(documents.map((document) => [document.path, change(document.text)]));
  return {
    documents: documents.map((document) => ({
      ...document,
      path: path(document.path),
      text: texts.get(document.path) ?? '',
      hash: sha256(texts.get(document.path) ?? ''),
    })),
    entries: snapshot.entries.map((entry) => ({
      ...entry,
      id: path(entry.id),
      documentPath: path(entry.documentPath),
      number: null,
      title: change(entry.title),
      titleText: change(entry.titleText),
      sections: entry.sections.map((section) => ({
        ...section,
        hash: sha256((texts.get(entry.documentPath) ?? '').slice(section.start, section.end)),
        sentences: section.sentences.map((sentence) => ({ ...sentence, text: change(sentence.text) })),
      })),
    })),
    chunks: snapshot.chunks.map((chunk) => ({
      ...chunk,
      id: path(chunk.id),
      entry: chunk.entry + entryOffset,
      text: change(chunk.text),
    })),
    sentences: snapshot.sentences.map((sentence) => ({
      ...sentence,
      chunk: sentence.chunk + chunkOffset,
      entry: sentence.entry + entryOffset,
    })),
  };
}

/** Replaces a share of the words, each always by the same other word of its length and capitals. */
function wordChanger(vocabulary: readonly string[], random: () => number): (text: string) => string {
  const byLength = new Map<number, string[]>();
  for (const word of new Set(vocabulary.map((each) => each.toLowerCase()))) {
    byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);
  }
  const replacements = new Map<string, string>();
  const replacementOf = (word: string) => {
    const known = replacements.get(word);
    if (known !== undefined) return known;
    const others = byLength.get(word.length) ?? [];
    const other = random() < REPLACED ? others[Math.floor(random() * others.length)] : undefined;
    replacements.set(word, other ?? word);
    return other ?? word;
  };
  return (text) =>
    text.replace(/[A-Za-z]{4,}/gu, (word) => {
      const other = replacementOf(word.toLowerCase());
      return /^[A-Z]/u.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
    });
}

function vectorsOf(index: VectorIndex): Float32Array[] {
  return Array.from({ length: index.size }, (_, ordinal) => index.vectorAt(ordinal));
}
