import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The optional packages that some package names but the lockfile does not hold, each as `package needs optional`.
 * npm drops those of other platforms when a lockfile is written from an existing node_modules: an install on those
 * platforms then lacks its native part.
 */
export function missingOptionalPackages({ packages }) {
  const missing = [];
  for (const [path, { optionalDependencies }] of Object.entries(packages)) {
    for (const name of Object.keys(optionalDependencies ?? {})) {
      if (!lookupPaths(path, name).some((candidate) => candidate in packages)) {
        missing.push(`${path === '' ? 'package.json' : path.replace(/^.*node_modules\//, '')} needs ${name}`);
      }
    }
  }
  return missing;
}

/** Packages whose address is written down: it may be one that not everybody reaches. `.npmrc` keeps addresses out. */
export function pinnedAddresses({ packages }) {
  return Object.entries(packages)
    .filter(([, { resolved }]) => typeof resolved === 'string' && /^(?:https?|git)/.test(resolved))
    .map(([path, { resolved }]) => `${path}: ${resolved}`);
}

/** Where Node would look for a package from a folder of the lockfile, innermost first. */
function lookupPaths(path, name) {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

function main() {
  const path = resolve(import.meta.dirname, '..', 'package-lock.json');
  const lockfile = JSON.parse(readFileSync(path, 'utf8'));
  const problems = [
    ...missingOptionalPackages(lockfile).map((text) => `missing optional package: ${text}`),
    ...pinnedAddresses(lockfile).map((address) => `address that not everybody may reach: ${address}`),
  ];
  for (const problem of problems) console.error(`package-lock.json: ${problem}`);
  if (problems.length > 0) {
    console.error('Delete node_modules and package-lock.json and run npm install to write it anew.');
    process.exitCode = 1;
  } else {
    console.log('package-lock.json is whole.');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
