import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { loadConfig } from '../server/src/config.ts';
import { AppError, toSafeError } from '../server/src/errors.ts';
import { questionEmbedder } from '../server/src/embed-questions.ts';
import { openModels } from '../server/src/models/open-models.ts';
import { readPassage } from '../server/src/read-passage.ts';
import { calibrateCorpus } from '../server/src/retrieval/calibrate-corpus.ts';
import { GATE_PRIOR } from '../server/src/retrieval/gate-prior.ts';
import { ingest, type IngestReport } from './ingest.ts';
import { showProgress } from './progress.ts';
import { formatReport, reportToJson } from './report.ts';

const ROOT = resolve(import.meta.dirname, '..');
const USAGE = 'Usage: npm run ingest -- [folder] [--report report.json]';
/** Nothing else needs the machine while an ingest runs; more than two threads gain little on short texts. */
const THREADS = 2;

/** Exit codes: 0 all files are indexed, 1 a file or the ingest failed, 2 wrong arguments, 130 interrupted. */
async function main(signal: AbortSignal): Promise<number> {
  const options = readArguments();
  const config = loadConfig(ROOT);
  const corpusDir = options.folder ? resolve(options.folder) : config.corpusDir;
  const progress = showProgress(process.stderr);
  const models = await openModels(config, { threads: THREADS });
  const { embedder, reader } = models;
  try {
    const report = await ingest({
      corpusDir,
      dataDir: config.dataDir,
      embedder,
      signal,
      onProgress: (event) => progress.update(event),
      calibrate: (snapshot, onProgress) =>
        calibrateCorpus(snapshot, {
          model: GATE_PRIOR,
          embed: questionEmbedder({ embedder }, signal),
          read: readPassage({ reader, snapshot }, signal),
          signal,
          onProgress,
        }),
    });
    progress.done();
    process.stdout.write(formatReport(report));
    if (options.report) await writeReport(options.report, report);
    return report.problems.some((problem) => problem.type === 'unreadable') ? 1 : 0;
  } finally {
    progress.done();
    await models.close();
  }
}

async function writeReport(path: string, report: IngestReport): Promise<void> {
  try {
    await writeFile(path, reportToJson(report));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'bad_request',
      `The report cannot be written (${reason}). Give --report another path.`,
      {
        cause: error,
      },
    );
  }
}

function readArguments(): { folder: string | undefined; report: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { report: { type: 'string' } },
    });
    if (positionals.length > 1) throw new Error(`one folder at most, not ${positionals.join(' ')}`);
    return { folder: positionals[0], report: values.report };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('bad_request', `${reason}\n${USAGE}`, { cause: error });
  }
}

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());
try {
  process.exitCode = await main(interruption.signal);
} catch (error) {
  const { code, message } = toSafeError(error);
  const detail = code === 'internal' && error instanceof Error ? ` ${error.stack ?? error.message}` : '';
  const isInterrupted = interruption.signal.aborted;
  process.stderr.write(
    isInterrupted
      ? 'Interrupted. The index in use is unchanged; the next ingest takes over what was embedded.\n'
      : `${message}${detail}\n`,
  );
  process.exitCode = isInterrupted ? 130 : code === 'bad_request' ? 2 : 1;
}
