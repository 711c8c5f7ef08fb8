/** How many real vectors a synthetic one lies between: real texts too differ along few directions at once. */
const PARENTS = 3;
/** Length of the Gaussian noise beside a unit vector: enough that no two are equal. */
const NOISE = 0.3;

/** `count` unit vectors: the real ones, then mixtures of a few of them with noise. */
export function perturbVectors(
  real: readonly Float32Array[],
  count: number,
  random: () => number,
): Float32Array {
  const dimensions = real[0]?.length ?? 0;
  const rows = new Float32Array(count * dimensions);
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const row = rows.subarray(ordinal * dimensions, (ordinal + 1) * dimensions);
    const own = real[ordinal];
    if (own === undefined) mixInto(row, real, random);
    else row.set(own);
  }
  return rows;
}

/** The text with a share of its words replaced by others of the vocabulary: new, but of the same kind. */
export function perturbText(
  text: string,
  vocabulary: readonly string[],
  { random, share = 0.4 }: { random: () => number; share?: number },
): string {
  return text.replace(/[A-Za-z]{4,}/gu, (word) =>
    random() < share ? (vocabulary[Math.floor(random() * vocabulary.length)] ?? word) : word,
  );
}

/** The distinct words of four letters or more, in order of appearance. */
export function vocabularyOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/[A-Za-z]{4,}/gu) ?? []))];
}

function mixInto(row: Float32Array, real: readonly Float32Array[], random: () => number): void {
  for (let parent = 0; parent < PARENTS; parent += 1) {
    const source = real[Math.floor(random() * real.length)];
    const weight = random();
    source?.forEach((value, index) => (row[index] = (row[index] ?? 0) + weight * value));
  }
  normalise(row);
  const deviation = NOISE / Math.sqrt(row.length);
  row.forEach((value, index) => (row[index] = value + deviation * gaussian(random)));
  normalise(row);
}

function normalise(row: Float32Array): void {
  const norm = Math.hypot(...row);
  row.forEach((value, index) => (row[index] = value / norm));
}

/** A standard normal number (Box & Muller 1958). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
