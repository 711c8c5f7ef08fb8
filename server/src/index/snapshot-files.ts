import type { Chunk, Entry, SourceDocument } from '../corpus/types.ts';
import { AppError } from '../errors.ts';
import { contentPostings, type SnapshotContent } from './content.ts';
import type { Postings } from './lexical-index.ts';
import type { SentenceRef } from './types.ts';

/** The files of a snapshot besides its manifest and its graphs. Numbers are in the machine's byte order. */
export const FILES = {
  documents: 'documents.json',
  entries: 'entries.json',
  chunks: 'chunks.json',
  sentences: 'sentences.u32',
  chunkVectors: 'chunk-vectors.f32',
  sentenceVectors: 'sentence-vectors.f32',
  terms: 'terms.json',
  termStarts: 'term-starts.u32',
  termOrdinals: 'term-ordinals.u32',
  termImpacts: 'term-impacts.f32',
} as const;

/** Written only where hnswlib is at hand; rebuilt from the vectors when damaged. */
export const GRAPHS = { chunks: 'chunk-graph.hnsw', sentences: 'sentence-graph.hnsw' } as const;

export type GraphFile = (typeof GRAPHS)[keyof typeof GRAPHS];

const GRAPH_NAMES: ReadonlySet<string> = new Set(Object.values(GRAPHS));
const FILE_NAMES: ReadonlySet<string> = new Set(Object.values(FILES));

export function isGraphFile(name: string): boolean {
  return GRAPH_NAMES.has(name);
}

export function isSnapshotFile(name: string): boolean {
  return FILE_NAMES.has(name) || isGraphFile(name);
}

const REF_FIELDS = 4;

export type StoredContent = Pick<
  SnapshotContent,
  'documents' | 'entries' | 'chunks' | 'sentences' | 'chunkVectors' | 'sentenceVectors'
> & { readonly postings: Postings };

/** The bytes of each file. */
export function encodeFiles(content: SnapshotContent): Map<string, Uint8Array<ArrayBuffer>> {
  const { size, terms, starts, ordinals, impacts, words } = contentPostings(content);
  const refs = new Uint32Array(content.sentences.length * REF_FIELDS);
  content.sentences.forEach(({ chunk, entry, section, sentence }, ordinal) =>
    refs.set([chunk, entry, section, sentence], ordinal * REF_FIELDS),
  );
  return new Map([
    [FILES.documents, jsonBytes(content.documents)],
    [FILES.entries, jsonBytes(content.entries)],
    [FILES.chunks, jsonBytes(content.chunks)],
    [FILES.sentences, bytesOf(refs)],
    [FILES.chunkVectors, bytesOf(content.chunkVectors)],
    [FILES.sentenceVectors, bytesOf(content.sentenceVectors)],
    [FILES.terms, jsonBytes({ size, terms, words })],
    [FILES.termStarts, bytesOf(starts)],
    [FILES.termOrdinals, bytesOf(ordinals)],
    [FILES.termImpacts, bytesOf(impacts)],
  ]);
}

/**
 * The inverse of `encodeFiles`. The bytes must have been verified: what this program wrote under the same format
 * version has these shapes.
 */
export function decodeFiles(files: ReadonlyMap<string, Buffer>): StoredContent {
  const read = (name: string): Buffer => {
    const content = files.get(name);
    if (content === undefined) throw new AppError('snapshot', `its file ${name} is not in the manifest`);
    return content;
  };
  const json = (name: string): unknown => JSON.parse(read(name).toString('utf8'));
  const words = (name: string) => new Uint32Array(aligned(read(name)));
  const floats = (name: string) => new Float32Array(aligned(read(name)));
  return {
    documents: json(FILES.documents) as SourceDocument[],
    entries: json(FILES.entries) as Entry[],
    chunks: json(FILES.chunks) as Chunk[],
    sentences: decodeRefs(words(FILES.sentences)),
    chunkVectors: floats(FILES.chunkVectors),
    sentenceVectors: floats(FILES.sentenceVectors),
    postings: {
      ...(json(FILES.terms) as Pick<Postings, 'size' | 'terms' | 'words'>),
      starts: words(FILES.termStarts),
      ordinals: words(FILES.termOrdinals),
      impacts: floats(FILES.termImpacts),
    },
  };
}

function decodeRefs(numbers: Uint32Array): SentenceRef[] {
  return Array.from({ length: numbers.length / REF_FIELDS }, (_, ordinal) => {
    const [chunk = 0, entry = 0, section = 0, sentence = 0] = numbers.subarray(ordinal * REF_FIELDS);
    return { chunk, entry, section, sentence };
  });
}

function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): Uint8Array<ArrayBuffer> {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
  return Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The buffer's own memory where it is not shared with others, else a copy. */
function aligned({ buffer, byteOffset, byteLength }: Buffer): ArrayBufferLike {
  return byteOffset === 0 && buffer.byteLength === byteLength
    ? buffer
    : buffer.slice(byteOffset, byteOffset + byteLength);
}
