import { createHash } from 'node:crypto';
import type { Chunk, Entry, Section, SourceDocument } from '../../server/src/corpus/types.ts';
import type { Neighbour, Snapshot, VectorIndex } from '../../server/src/index/types.ts';

export interface SmallEntry {
  title: string;
  answer: string[];
  topics?: string[];
  document?: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A snapshot of hand-written entries, without ingest and models: one section each, one chunk per entry, true offsets. */
export function smallSnapshot(small: readonly SmallEntry[], id = 'small'): Snapshot {
  const texts = new Map<string, string>();
  const entries = small.map(({ title, answer, topics = [], document = 'guide.md' }, index): Entry => {
    const before = texts.get(document) ?? '';
    const heading = `### ${index + 1}. ${title}\n`;
    const body = answer.join(' ');
    texts.set(document, `${before}${heading}${body}\n`);
    const start = before.length + heading.length;
    return {
      id: `${document.replace(/\.md$/, '')}#${index + 1}`,
      documentPath: document,
      number: String(index + 1),
      title,
      titleText: title,
      topics,
      sections: [toSection(body, answer, start)],
      repairs: [],
      start: before.length,
      end: start + body.length,
    };
  });
  const documents = [...texts].map(([path, text]): [string, SourceDocument] => [
    path,
    { path, text, hash: sha256(text), title: path },
  ]);
  const chunks = entries.map((entry, index): Chunk => ({
    id: `${entry.id}/0`,
    entry: index,
    section: 0,
    firstSentence: 0,
    endSentence: entry.sections[0]!.sentences.length,
    text: small[index]!.answer.join(' '),
    start: entry.sections[0]!.start,
    end: entry.end,
  }));
  return {
    id,
    manifest: {
      formatVersion: 1,
      id,
      createdAt: '2025-01-01T00:00:00.000Z',
      embedder: { id: 'fake', dimensions: 2 },
      counts: { documents: documents.length, entries: entries.length, chunks: chunks.length, sentences: 0 },
      corpusHash: '',
      files: {},
      calibration: null,
    },
    documents: new Map(documents),
    entries,
    entryIndex: new Map(entries.map((entry, index) => [entry.id, index])),
    chunks,
    sentences: [],
    chunkSentences: [],
    chunkVectors: lineOfVectors(chunks.length),
    sentenceVectors: lineOfVectors(0),
    lexical: undefined as unknown as Snapshot['lexical'],
  };
}

function toSection(body: string, sentences: readonly string[], start: number): Section {
  return {
    kind: 'answer',
    name: 'answer',
    start,
    end: start + body.length,
    hash: sha256(body),
    sentences: sentences.map((text) => ({
      start: start + body.indexOf(text),
      end: start + body.indexOf(text) + text.length,
      text,
      kind: 'prose',
      block: 0,
    })),
  };
}

/** Vectors a tenth of a radian apart: neighbours by position are neighbours by cosine. */
function lineOfVectors(size: number): VectorIndex {
  const vectorAt = (ordinal: number) => new Float32Array([Math.cos(ordinal / 10), Math.sin(ordinal / 10)]);
  const score = (vector: Float32Array, ordinal: number) => {
    const [x = 0, y = 0] = vectorAt(ordinal);
    return (vector[0] ?? 0) * x + (vector[1] ?? 0) * y;
  };
  return {
    kind: 'exact',
    size,
    dimensions: 2,
    vectorAt,
    score,
    search: (vector, k) =>
      Array.from({ length: size }, (_, ordinal): Neighbour => ({ ordinal, score: score(vector, ordinal) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, k),
  };
}
