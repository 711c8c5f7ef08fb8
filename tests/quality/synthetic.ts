/** Share of the noise in a perturbed unit vector: neighbours stay neighbours (cosine about .8), ties do not occur. */
const NOISE = 0.75;

/** `count` unit vectors around the given ones, each a real one with Gaussian noise; the first are the real ones. */
export function perturbVectors(
  real: readonly Float32Array[],
  count: number,
  random: () => number,
): Float32Array {
  const dimensions = real[0]?.length ?? 0;
  const rows = new Float32Array(count * dimensions);
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const source = real[ordinal % real.length];
    if (source === undefined) break;
    const row = rows.subarray(ordinal * dimensions, (ordinal + 1) * dimensions);
    row.set(source);
    if (ordinal >= real.length) addNoise(row, NOISE / Math.sqrt(dimensions), random);
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

function addNoise(row: Float32Array, deviation: number, random: () => number): void {
  let square = 0;
  for (let index = 0; index < row.length; index += 1) {
    const value = (row[index] ?? 0) + deviation * gaussian(random);
    row[index] = value;
    square += value * value;
  }
  const norm = Math.sqrt(square);
  for (let index = 0; index < row.length; index += 1) row[index] = (row[index] ?? 0) / norm;
}

/** A standard normal number (Box & Muller 1958). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
