import type { Neighbour } from './types.ts';

/** Collects the k best of a stream of scored ordinals, best first; the lower ordinal where scores are equal. */
export class Best {
  readonly #k: number;
  readonly #kept: Neighbour[] = [];

  constructor(k: number) {
    this.#k = Math.max(0, Math.floor(k));
  }

  add(ordinal: number, score: number): void {
    const kept = this.#kept;
    const last = kept.at(-1);
    if (kept.length >= this.#k && (last === undefined || !isBetter(ordinal, score, last))) return;
    let low = 0;
    for (let high = kept.length; low < high;) {
      const middle = (low + high) >>> 1;
      const other = kept[middle];
      if (other !== undefined && isBetter(ordinal, score, other)) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, { ordinal, score });
    if (kept.length > this.#k) kept.pop();
  }

  all(): Neighbour[] {
    return this.#kept;
  }
}

function isBetter(ordinal: number, score: number, other: Neighbour): boolean {
  return score > other.score || (score === other.score && ordinal < other.ordinal);
}
