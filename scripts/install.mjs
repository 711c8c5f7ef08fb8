import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, runProgram, StepError } from './run-step.mjs';

/**
 * Installs the dependencies if `node_modules` lacks what the lockfile names; with `dev` also those that only the
 * tests need.
 */
export async function ensureInstalled(root, { dev = false } = {}) {
  const reason = installReason(root, { dev });
  if (reason === null) return;
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  console.log(`Installing dependencies (${reason}): npm ${command} …`);
  const code = await runNpm(root, [
    command,
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(dev ? ['--include=dev'] : []),
  ]);
  if (code !== 0) {
    throw new StepError(
      `npm ${command} failed (exit code ${code}); its output above says why. Check the connection to the package registry and try again.`,
    );
  }
  const left = installReason(root, { dev });
  if (left !== null)
    throw new StepError(`The dependencies are still not complete after npm ${command}: ${left}.`);
}

/** Why an install is needed, in words, or null. */
export function installReason(root, { dev }) {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'they are missing';
  const lockPath = join(root, 'package-lock.json');
  if (!existsSync(lockPath)) return null;
  const wanted = readPackages(lockPath);
  const installed = readPackages(installedPath);
  for (const [path, { version, dev: isDev, devOptional, optional, link }] of Object.entries(wanted)) {
    // Optional packages are for other platforms, or did not compile: npm leaves them out.
    if (path === '' || link || optional || ((isDev || devOptional) && !dev)) continue;
    if (installed[path]?.version !== version)
      return `${path.replace(/^.*node_modules\//, '')} ${version} is missing`;
  }
  return null;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch (error) {
    throw new StepError(
      `${path} cannot be read (${error.message}). Restore it, or delete node_modules, and try again.`,
    );
  }
}

/** With the npm that runs this script, if one does. Files for graphics cards are never fetched. */
function runNpm(root, args) {
  const options = { cwd: root, env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' } };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js') && npm.includes('npm')) return runNode([npm, ...args], options);
  return runProgram('npm', args, { ...options, shell: process.platform === 'win32' });
}
