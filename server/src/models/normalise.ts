/** Scales the vector to unit length in place and returns it; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let norm = 0;
  for (const value of vector) norm += value * value;
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  for (let d = 0; d < vector.length; d += 1) vector[d] = (vector[d] ?? 0) * scale;
  return vector;
}
