import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A hash over names and contents of all files under the given files and folders that `accepts`. */
export function contentFingerprint(paths, accepts = () => true) {
  const hash = createHash('sha256');
  for (const file of filesUnder(paths).filter(accepts))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** A hash over names, sizes and times of change of all files: cheap, and different whenever one was written. */
export function statFingerprint(paths, accepts = () => true) {
  const hash = createHash('sha256');
  for (const file of filesUnder(paths).filter(accepts)) {
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** All files, sorted; hidden ones are left out, links to folders are followed once. */
function filesUnder(paths) {
  const visited = new Set();
  const walk = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) return stat?.isFile() ? [path] : [];
    const real = realpathSync(path);
    if (visited.has(real)) return [];
    visited.add(real);
    return readdirSync(path)
      .filter((name) => !name.startsWith('.') && name !== 'node_modules')
      .flatMap((name) => walk(join(path, name)));
  };
  return paths.flatMap(walk).sort();
}
