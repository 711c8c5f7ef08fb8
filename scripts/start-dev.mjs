import { resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { runNode } from './run-step.mjs';

const ROOT = resolve(import.meta.dirname, '..');

/** Serves the page by Vite and the API by a server that restarts, each on a change of its sources. */
export async function main() {
  await ensureInstalled(ROOT, { dev: true });
  const { ensureIngested, loadSettings } = await import('./prepare.mjs');
  await ensureIngested(ROOT, await loadSettings(ROOT));
  await Promise.race([
    runNode(['node_modules/tsx/dist/cli.mjs', 'watch', 'server/src/main.ts'], { cwd: ROOT }),
    runNode(['node_modules/vite/bin/vite.js', 'web'], { cwd: ROOT }),
  ]);
  process.exit();
}
