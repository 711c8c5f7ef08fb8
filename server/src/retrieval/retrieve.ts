import type { Neighbour, Snapshot } from '../index/types.ts';
import { denseScore, fusedScore, lexicalScore } from './fusion.ts';
import type { Query } from './query.ts';
import type { Passage } from './types.ts';

/** Candidates taken from each of the three indexes; their union is scored exactly. */
const CANDIDATES = 50;

/**
 * The chunks nearest to the question, best first: candidates from the two vector indexes and from BM25, all
 * scored by the same formula, one chunk per section, repeated titles dropped.
 */
export function retrieve(snapshot: Snapshot, query: Query): Passage[] {
  const byChunk = snapshot.chunkVectors.search(query.vector, CANDIDATES);
  const bySentence = snapshot.sentenceVectors.search(query.vector, CANDIDATES);
  const byWords = snapshot.lexical.search(query.terms, CANDIDATES);
  const ranks = { dense: rankOf(byChunk), lexical: rankOf(byWords) };
  const candidates = new Set([
    ...ranks.dense.keys(),
    ...ranks.lexical.keys(),
    ...bySentence.flatMap(({ ordinal }) => snapshot.sentences[ordinal]?.chunk ?? []),
  ]);
  const passages = scorePassages(snapshot, query, candidates, ranks);
  return dropRepeats(snapshot, passages);
}

interface Ranks {
  readonly dense: ReadonlyMap<number, number>;
  readonly lexical: ReadonlyMap<number, number>;
}

/** Scores the given chunks exactly, best first. */
export function scorePassages(
  snapshot: Snapshot,
  query: Query,
  chunks: Iterable<number>,
  ranks: Ranks = { dense: new Map(), lexical: new Map() },
): Passage[] {
  const upperBound = snapshot.lexical.upperBound(query.terms);
  const passages: Passage[] = [];
  for (const chunk of chunks) {
    const position = snapshot.chunks[chunk];
    if (position === undefined) continue;
    const sentenceScores = sentenceCosines(snapshot, query.vector, chunk);
    const dense = denseScore(
      snapshot.chunkVectors.score(query.vector, chunk),
      Math.max(0, ...sentenceScores),
    );
    const lexical = lexicalScore(snapshot.lexical.score(query.terms, chunk), upperBound);
    passages.push({
      chunk,
      entry: position.entry,
      section: position.section,
      score: fusedScore(dense, lexical),
      dense,
      lexical,
      denseRank: ranks.dense.get(chunk) ?? null,
      lexicalRank: ranks.lexical.get(chunk) ?? null,
      sentenceScores,
    });
  }
  return passages.sort((a, b) => b.score - a.score || a.chunk - b.chunk);
}

/** Cosine of each sentence of the chunk with the vector, in the chunk's order. */
export function sentenceCosines(snapshot: Snapshot, vector: Float32Array, chunk: number): number[] {
  const [first, end] = snapshot.chunkSentences[chunk] ?? [0, 0];
  const cosines: number[] = [];
  for (let ordinal = first; ordinal < end; ordinal += 1) {
    cosines.push(snapshot.sentenceVectors.score(vector, ordinal));
  }
  return cosines;
}

function rankOf(neighbours: readonly Neighbour[]): Map<number, number> {
  return new Map(neighbours.map(({ ordinal }, index) => [ordinal, index + 1]));
}

/** Keeps the best chunk of each section, and only the best of the entries that share a title. */
function dropRepeats(snapshot: Snapshot, passages: readonly Passage[]): Passage[] {
  const sections = new Set<string>();
  const titles = new Map<string, number>();
  return passages.filter(({ entry, section }) => {
    const key = `${String(entry)}/${String(section)}`;
    const title = snapshot.entries[entry]?.titleText.toLowerCase() ?? '';
    const holder = titles.get(title) ?? entry;
    titles.set(title, holder);
    if (sections.has(key) || holder !== entry) return false;
    sections.add(key);
    return true;
  });
}
