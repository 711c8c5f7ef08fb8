import type { Embedder } from '../models/types.ts';

export interface Similarity {
  /** Embeds texts in one go, so that later questions about them need not wait. */
  readonly prepare: (texts: readonly string[]) => void;
  /** Cosine of two texts; `null` where the embedder fails, which never fails an answer. */
  readonly between: (first: string, second: string) => Promise<number | null>;
}

/** Cosines of texts, each of which is embedded once, and none when the signal has aborted. */
export function openSimilarity(
  { embeddings }: Pick<Embedder, 'embeddings'>,
  signal: AbortSignal,
): Similarity {
  const known = new Map<string, Promise<number[] | null>>();

  function prepare(texts: readonly string[]): void {
    const fresh = [...new Set(texts)].filter((text) => !known.has(text));
    if (fresh.length === 0) return;
    const vectors = embeddings.embedDocuments(fresh, { signal }).catch(() => null);
    for (const [index, text] of fresh.entries())
      known.set(
        text,
        vectors.then((all) => all?.[index] ?? null),
      );
  }

  async function vectorOf(text: string): Promise<number[] | null> {
    prepare([text]);
    return (await known.get(text)) ?? null;
  }

  return {
    prepare,
    async between(first, second) {
      const [a, b] = await Promise.all([vectorOf(first), vectorOf(second)]);
      return a && b ? a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) : null;
    },
  };
}
