import type { AskDeps } from './ask-request.ts';
import type { Embedder } from './models/types.ts';
import { keepLatest } from './retrieval/keep-latest.ts';

export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

/** Texts that are embedded again and again: examples of small talk, questions offered as follow-ups. */
const REMEMBERED = 4_000;
const remembered = new WeakMap<Embedder, Map<string, Promise<Float32Array>>>();

/** Embeds texts as queries. */
export function questionEmbedder({ embedder: model }: Pick<AskDeps, 'embedder'>, signal: AbortSignal): Embed {
  return (texts) =>
    Promise.all(
      texts.map(async (text) => Float32Array.from(await model.embeddings.embedQuery(text, { signal }))),
    );
}

/** The same for texts that recur; the oldest are forgotten first. */
export function rememberingEmbedder({ embedder: model }: Pick<AskDeps, 'embedder'>): Embed {
  const known = remembered.get(model) ?? new Map<string, Promise<Float32Array>>();
  remembered.set(model, known);
  const vectorOf = (text: string) => {
    const vector =
      known.get(text) ?? model.embeddings.embedQuery(text).then((values) => Float32Array.from(values));
    keepLatest(known, text, vector, REMEMBERED);
    vector.catch(() => known.delete(text));
    return vector;
  };
  return (texts) => Promise.all(texts.map(vectorOf));
}
