/**
 * Gives out the entry ids of one document, in document order:
 * `<path without .md>#<number, or slug of the title>`, then `-2`, `-3` … where the document repeats it.
 * @param taken ids of documents that share the path but for its extension; the new ones are added
 */
export function entryIds(
  documentPath: string,
  taken = new Set<string>(),
): (number: string | null, titleText: string) => string {
  const base = withoutExtension(documentPath);
  const repeats = new Map<string, number>();
  return (number, titleText) => {
    const stem = `${base}#${number ?? slug(titleText)}`;
    let id = stem;
    let repeat = repeats.get(stem) ?? 1;
    while (taken.has(id)) {
      repeat += 1;
      id = `${stem}-${String(repeat)}`;
    }
    repeats.set(stem, repeat);
    taken.add(id);
    return id;
  };
}

/** The path of a document without `.md` or `.markdown`. */
export function withoutExtension(path: string): string {
  return path.replace(/\.(?:md|markdown)$/i, '');
}

/** Longest slug in UTF-16 units: ids stay readable in an address bar. */
const MAX_SLUG = 80;

/** A heading's words in lower case, joined by hyphens; letters and digits of any script are kept. */
export function slug(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  let result = '';
  for (const word of words) {
    const next = result ? `${result}-${word}` : word;
    if (next.length > MAX_SLUG) return result || next.slice(0, MAX_SLUG).replace(/[\uD800-\uDBFF]$/, '');
    result = next;
  }
  return result || 'entry';
}
