import { documentName } from '../address.ts';

/** What a search can be narrowed to: folders that hold several documents, and documents, each in order. */
export function scopesOf(paths: readonly string[]): { folders: string[]; documents: string[] } {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_part, index) => {
      const folder = parts.slice(0, index + 1).join('/');
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    });
  }
  const folders = [...counts]
    .filter(([, count]) => count > 1 && count < paths.length)
    .map(([folder]) => folder);
  return { folders: folders.sort(), documents: paths.map(documentName).sort() };
}
