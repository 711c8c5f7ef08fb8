/** Unit vectors in clumps, row after row, from a seed: neighbourhoods as text has them, without a model. */
export function clumpedVectors(rows: number, dimensions: number, seed = 1): Float32Array {
  const random = generator(seed);
  const centres = Array.from({ length: Math.ceil(rows / 20) }, () =>
    Array.from({ length: dimensions }, random),
  );
  const vectors = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row += 1) {
    const centre = centres[Math.floor((random() + 0.5) * centres.length)]!;
    const vector = centre.map((value) => value + 0.7 * random());
    const norm = Math.hypot(...vector);
    vectors.set(
      vector.map((value) => value / norm),
      row * dimensions,
    );
  }
  return vectors;
}

/** Numbers in -.5 … .5 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  };
}
