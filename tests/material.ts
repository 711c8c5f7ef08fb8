import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/** Larger corpora and question sets that are not part of the repository; tests that need them are skipped without. */
export const MATERIAL = process.env.INDEPTH_MATERIAL ?? resolve(ROOT, '..', 'shared');

/** The path of a piece of material, or `null` where it is absent. */
export function material(path: string): string | null {
  const full = resolve(MATERIAL, path);
  return existsSync(full) ? full : null;
}
