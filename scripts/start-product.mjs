import { resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

const ROOT = resolve(import.meta.dirname, '..');

/** Installs, ingests and builds what is missing or out of date, then serves until it is stopped. */
export async function main() {
  await ensureInstalled(ROOT);
  const {
    corpusFingerprint,
    ensureIngested,
    ensureListenable,
    ensurePageBuilt,
    loadSettings,
    runIngest,
    writeStamp,
  } = await import('./prepare.mjs');
  const config = await loadSettings(ROOT);
  await ensureListenable(config);
  const known = corpusFingerprint(config.corpusDir);
  await ensureIngested(ROOT, config);
  await ensurePageBuilt(ROOT);
  await import('../server/src/main.ts');

  const { watchCorpus } = await import('./watch-corpus.mjs');
  watchCorpus({
    known,
    fingerprint: () => corpusFingerprint(config.corpusDir),
    onChange: async (corpus) => {
      console.log('The corpus changed: ingesting …');
      if ((await runIngest(ROOT)) === 0) writeStamp(ROOT, config, corpus);
    },
  });
}
