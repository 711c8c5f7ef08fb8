import type { Snapshot } from '../index/types.ts';

const cache = new WeakMap<Snapshot, Map<number, string>>();

/** Everything that an entry says, lower case: its question and the plain text of its sentences. */
export function entryText(snapshot: Snapshot, entry: number): string {
  const texts = cache.get(snapshot) ?? new Map<number, string>();
  cache.set(snapshot, texts);
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const position = snapshot.entries[entry];
  const sentences = position?.sections.flatMap((section) => section.sentences.map(({ text }) => text)) ?? [];
  const text = [position?.titleText ?? '', ...sentences].join('\n').toLowerCase();
  texts.set(entry, text);
  return text;
}
