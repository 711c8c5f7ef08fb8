import type { Snapshot } from '../index/types.ts';

const cache = new WeakMap<Snapshot, ReadonlyMap<string, readonly number[]>>();

/** Positions of the entries whose title the question is, word for word; only those that say something. */
export function entriesByTitle(snapshot: Snapshot, question: string): readonly number[] {
  const titles = cache.get(snapshot) ?? indexTitles(snapshot);
  cache.set(snapshot, titles);
  return titles.get(foldTitle(question)) ?? [];
}

/** A title reduced to its letters and digits, so that marks and spacing do not count. */
export function foldTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}

function indexTitles(snapshot: Snapshot): ReadonlyMap<string, readonly number[]> {
  const titles = new Map<string, number[]>();
  snapshot.entries.forEach(({ titleText, sections }, position) => {
    const title = foldTitle(titleText);
    if (title === '' || sections.every(({ sentences }) => sentences.length === 0)) return;
    const known = titles.get(title);
    if (known === undefined) titles.set(title, [position]);
    else known.push(position);
  });
  return titles;
}
