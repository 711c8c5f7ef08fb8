import { setImmediate } from 'node:timers/promises';
import type { Entry } from '../server/src/corpus/types.ts';

/** Two entries, by position, that are about the same. */
export interface RelatedPair {
  readonly first: number;
  readonly second: number;
  /** Cosine of question and answer together. */
  readonly similarity: number;
  readonly hasSameTitle: boolean;
}

export interface RelatedInput {
  readonly entries: readonly Pick<Entry, 'titleText'>[];
  /** The vector of an entry's first chunk (question and body), `null` where it has none. */
  readonly vectorOf: (entry: number) => Float32Array | null;
  readonly signal?: AbortSignal;
}

/** From this cosine on, and with titles that share words, two entries are worth comparing. */
const RELATED = 0.7;
/** Share of the shorter title's words that both must have: `var` and `let` are near each other, but not the same. */
const SHARED_WORDS = 0.6;
/** All pairs are compared up to this many entries (a few seconds); beyond, only those with the same title. */
const MAX_COMPARED = 6_000;
const YIELD_EVERY = 50;

/** Finds the pairs of entries that are about the same: equal titles, or near vectors and titles that share words. */
export async function relatedEntries(input: RelatedInput): Promise<RelatedPair[]> {
  const { entries, vectorOf, signal } = input;
  const titles = entries.map(({ titleText }) => plainTitle(titleText));
  const words = titles.map(contentWords);
  const vectors = entries.map((_, index) => vectorOf(index));
  const pairs = sameTitles(titles).map(([first, second]): RelatedPair => {
    return { first, second, similarity: cosine(vectors[first], vectors[second]), hasSameTitle: true };
  });
  if (entries.length > MAX_COMPARED) return pairs;
  for (let first = 0; first < vectors.length; first += 1) {
    if (first % YIELD_EVERY === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    for (let second = first + 1; second < vectors.length; second += 1) {
      if (titles[first] === titles[second] || !shareWords(words[first], words[second])) continue;
      const similarity = cosine(vectors[first], vectors[second]);
      if (similarity >= RELATED) pairs.push({ first, second, similarity, hasSameTitle: false });
    }
  }
  return pairs;
}

function plainTitle(title: string): string {
  return (title.toLowerCase().match(/[\p{L}\p{N}_+#.]*[\p{L}\p{N}_+#]/gu) ?? []).join(' ');
}

const STOP = new Set(
  (
    'a an and are between by can describe difference differences do does explain for how in is it of on or the ' +
    'to use used using vs what when why with you your'
  ).split(' '),
);

function contentWords(title: string): ReadonlySet<string> {
  const words = title.split(' ').filter(Boolean);
  const kept = words.filter((word) => !STOP.has(word)).map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''));
  return new Set(kept.length > 0 ? kept : words);
}

function sameTitles(titles: readonly string[]): [number, number][] {
  const seen = new Map<string, number>();
  return titles.flatMap((title, index): [number, number][] => {
    const first = seen.get(title);
    if (first === undefined) seen.set(title, index);
    return first === undefined || title === '' ? [] : [[first, index]];
  });
}

function shareWords(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (!a || !b) return false;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  return shared > 0 && shared >= small.size * SHARED_WORDS;
}

/** Of unit vectors; 0 where one is absent. */
function cosine(a: Float32Array | null | undefined, b: Float32Array | null | undefined): number {
  if (!a || !b) return 0;
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
