import type { Encoder, TokenRow } from './encoder.ts';
import { normalise } from './normalise.ts';
import { EMBEDDER_DIMENSIONS, MAX_TOKENS } from './worker-protocol.ts';

/** Larger batches only cost memory (measured: throughput is flat from 8 × 64 tokens on). */
const BATCH_TOKENS = 512;
/** 256 pieces never need more unless words average over 60 letters; tokenizing a megabyte takes half a second. */
const MAX_CHARACTERS = 16_384;

/** Unit vectors of the texts, one after the other (row-major, `texts.length` × 384). */
export async function embedTexts(encoder: Encoder, texts: readonly string[]): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * EMBEDDER_DIMENSIONS);
  const rows = texts.map((text, index) => ({ index, row: toRow(encoder, text) }));
  rows.sort((a, b) => a.row.ids.length - b.row.ids.length);
  for (const batch of batches(rows)) {
    const { width, output } = await encoder.run(batch.map(({ row }) => row));
    const states = output('last_hidden_state');
    batch.forEach(({ index, row }, position) => {
      const start = position * width * EMBEDDER_DIMENSIONS;
      const target = vectors.subarray(index * EMBEDDER_DIMENSIONS, (index + 1) * EMBEDDER_DIMENSIONS);
      meanPool(states.subarray(start, start + row.ids.length * EMBEDDER_DIMENSIONS), target);
    });
  }
  return vectors;
}

/** [CLS] pieces [SEP], cut to the window with the final [SEP] kept (transformers.js drops it). */
export function toRow(encoder: Encoder, text: string): TokenRow {
  const pieces = encoder.tokenize(text.slice(0, MAX_CHARACTERS)).slice(0, MAX_TOKENS - 2);
  const ids = [encoder.cls, ...pieces, encoder.sep];
  return { ids, segments: ids.map(() => 0) };
}

/** Rows in ascending order of length, cut so that no padded batch exceeds BATCH_TOKENS. */
function batches<Item extends { row: TokenRow }>(rows: readonly Item[]): Item[][] {
  const result: Item[][] = [];
  let batch: Item[] = [];
  for (const item of rows) {
    if (batch.length > 0 && (batch.length + 1) * item.row.ids.length > BATCH_TOKENS) {
      result.push(batch);
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) result.push(batch);
  return result;
}

/** Writes the normalised mean of the token states into `target`. */
export function meanPool(states: Float32Array, target: Float32Array): void {
  for (let start = 0; start < states.length; start += target.length) {
    for (let d = 0; d < target.length; d += 1) target[d] = (target[d] ?? 0) + (states[start + d] ?? 0);
  }
  normalise(target);
}
