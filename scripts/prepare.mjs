import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { contentFingerprint, statFingerprint } from './fingerprint.mjs';
import { runNode, StepError } from './run-step.mjs';

/** Reads the settings with the product's own code, so that a bad one is refused before any work is done. */
export async function loadSettings(root) {
  register();
  const { loadConfig } = await import('../server/src/config.ts');
  try {
    return loadConfig(root);
  } catch (error) {
    throw new StepError(error.message);
  }
}

/** Refuses an address that cannot be listened on before the long steps, not after them. */
export async function ensureListenable(config) {
  const { listen } = await import('../server/src/listen.ts');
  try {
    const listening = await listen(() => undefined, config);
    await listening.close();
  } catch (error) {
    throw new StepError(error.message);
  }
}

/**
 * Ingests the corpus if there is no snapshot of it as it is now. A stamp beside the snapshots tells without starting
 * anything; whether something really changed is for the ingest to find out.
 */
export async function ensureIngested(root, config) {
  if (!existsSync(config.corpusDir)) {
    throw new StepError(
      `The corpus folder ${config.corpusDir} does not exist. Create it, or set CORPUS_DIR to another.`,
    );
  }
  if (isIngested(root, config) || isForOtherEmbedder(config)) return;
  assertWritable(config.dataDir);
  console.log(`Ingesting ${config.corpusDir} …`);
  const corpus = corpusFingerprint(config.corpusDir);
  const code = await runIngest(root);
  if (code !== 0 && currentSnapshot(config.dataDir) === null) {
    throw new StepError('The ingest failed; the lines above say why. There is no index to serve yet.');
  }
  if (code === 0) writeStamp(root, config, corpus);
  else console.log('The ingest had problems (see above). Serving what is indexed.');
}

/** Runs the ingest of the configured corpus; its progress is shown. Resolves with its exit code. */
export function runIngest(root) {
  return runNode(['--import', 'tsx', 'ingest/main.ts'], { cwd: root });
}

/** Records that the snapshot in use is one of the corpus with this fingerprint, taken before it was read. */
export function writeStamp(root, config, corpus) {
  writeFileSync(stampPath(config), JSON.stringify(expectedStamp(root, config, corpus)));
}

/** Builds the page if its sources are not those of the last build. */
export async function ensurePageBuilt(root) {
  const stamp = join(root, 'web', 'dist', '.sources');
  const sources = contentFingerprint(
    [join(root, 'web'), join(root, 'package-lock.json')],
    (file) => !isBuilt(root, file),
  );
  if (existsSync(join(root, 'web', 'dist', 'index.html')) && readIfThere(stamp) === sources) return;
  console.log('Building the page …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const code = await runNode([vite, 'build', 'web', '--logLevel', 'error'], { cwd: root });
  if (code !== 0) throw new StepError('The page could not be built; the lines above say why.');
  writeFileSync(stamp, sources);
}

/** Files, sizes and times of the corpus as one string. */
export function corpusFingerprint(corpusDir) {
  return statFingerprint([corpusDir], (file) => /\.(?:md|markdown)$/i.test(file));
}

function isIngested(root, config) {
  const stamp = readIfThere(stampPath(config));
  return (
    stamp !== null &&
    stamp === JSON.stringify(expectedStamp(root, config, corpusFingerprint(config.corpusDir)))
  );
}

/** What the stamp of an up-to-date snapshot says: corpus, settings, the code that reads it, and the snapshot itself. */
function expectedStamp(root, { corpusDir, dataDir, embeddings, modelsDir }, corpus) {
  const code = ['ingest', 'server/src/corpus', 'server/src/index', 'server/src/models'].map((path) =>
    join(root, path),
  );
  return {
    snapshot: currentSnapshot(dataDir),
    corpusDir,
    corpus,
    embeddings,
    models: statFingerprint([modelsDir]),
    code: contentFingerprint([...code, join(root, 'package-lock.json')]),
  };
}

/**
 * Whether the snapshot was built by another provider's embedder than the one that is set. Embedding the whole corpus
 * anew may cost money and time: the server refuses such an index and names the command.
 */
function isForOtherEmbedder({ dataDir, embeddings }) {
  const id = currentSnapshot(dataDir);
  const manifest = id === null ? null : readIfThere(join(dataDir, id, 'manifest.json'));
  if (manifest === null) return false;
  try {
    return !JSON.parse(manifest).embedder.id.startsWith(embeddings);
  } catch {
    // A manifest that cannot be read is no snapshot: the ingest builds a new one.
    return false;
  }
}

function currentSnapshot(dataDir) {
  const id = readIfThere(join(dataDir, 'CURRENT'))?.trim() ?? null;
  return id !== null && existsSync(join(dataDir, id, 'manifest.json')) ? id : null;
}

function assertWritable(dataDir) {
  const probe = join(dataDir, `.write-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StepError(
      `The data folder ${dataDir} cannot be written (${error.code}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

function stampPath({ dataDir }) {
  return join(dataDir, 'start-stamp.json');
}

function isBuilt(root, file) {
  return file.startsWith(join(root, 'web', 'dist'));
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
