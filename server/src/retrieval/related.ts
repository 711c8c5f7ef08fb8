import type { Snapshot } from '../index/types.ts';
import { COMMON_WORDS } from './common-words.ts';
import { chunksOf } from './entry-ordinals.ts';
import { foldTitle } from './titles.ts';

/** Below this cosine two interview answers have nothing to do with each other (sample corpus: .32 decorators and context managers, .29 duck typing and rolling windows). */
const MIN_COSINE = 0.3;
/** Chunks looked at: an entry has a few each, and the entry's own come first. */
const CANDIDATES = 40;

/** From this cosine on two entries with a good part of a title in common say the same (a corpus of 760 entries, read by hand). */
const SAME_TEXT = 0.85;
const SAME_TEXT_TITLE = 0.5;
/** Below it where their titles differ in a word: "handle CSS selectors", "evaluate CSS selectors". */
const LIKE_TEXT = 0.78;
const LIKE_TEXT_TITLE = 0.8;

/** Positions of the entries about the same things, nearest first, no two with the same title: by their chunks' nearness to the entry's first chunk. */
export function relatedPositions(snapshot: Snapshot, position: number): number[] {
  const [chunk] = chunksOf(snapshot, position);
  if (chunk === undefined) return [];
  const { chunkVectors } = snapshot;
  const titles = new Set([foldTitle(snapshot.entries[position]?.titleText ?? '')]);
  const related: number[] = [];
  for (const { ordinal, score } of chunkVectors.search(chunkVectors.vectorAt(chunk), CANDIDATES)) {
    const entry = snapshot.chunks[ordinal]?.entry ?? -1;
    const title = foldTitle(snapshot.entries[entry]?.titleText ?? '');
    if (score < MIN_COSINE || title === '' || titles.has(title)) continue;
    titles.add(title);
    related.push(entry);
  }
  return related;
}

/** Whether two entries answer the same question in other words, as far as their titles and first chunks tell. */
export function saysTheSame(snapshot: Snapshot, one: number, other: number): boolean {
  if (one === other) return true;
  const [chunk] = chunksOf(snapshot, one);
  const [otherChunk] = chunksOf(snapshot, other);
  if (chunk === undefined || otherChunk === undefined) return false;
  const { chunkVectors } = snapshot;
  const cosine = chunkVectors.score(chunkVectors.vectorAt(chunk), otherChunk);
  if (cosine < LIKE_TEXT) return false;
  const terms = titleTerms(snapshot, one);
  const otherTerms = titleTerms(snapshot, other);
  const shared = [...terms].filter((term) => otherTerms.has(term)).length;
  if (cosine >= SAME_TEXT) return shared >= SAME_TEXT_TITLE * Math.min(terms.size, otherTerms.size);
  // A title with one word more asks for something else: "hash index", "adaptive hash index".
  return terms.size === otherTerms.size && shared >= LIKE_TEXT_TITLE * terms.size;
}

function titleTerms({ entries, lexical }: Snapshot, position: number): ReadonlySet<string> {
  const words = entries[position]?.titleText.split(/\s+/) ?? [];
  return new Set(lexical.analyze(words.filter((word) => !COMMON_WORDS.has(word.toLowerCase())).join(' ')));
}
