import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../server/src/errors.ts';
import { readBeirSet } from './beir.ts';
import { writeBeirCorpus } from './beir-corpus.ts';
import { earlierReport, renderComparison } from './compare.ts';
import { EVAL_USAGE, parseEvalOptions, type EvalOptions } from './eval-options.ts';
import { evaluate } from './evaluate.ts';
import { evaluateBeir, renderBeir } from './evaluate-beir.ts';
import { evaluateTitles, renderTitles } from './exact-titles.ts';
import { listFailures } from './failures.ts';
import { openLocalSubject } from './local-subject.ts';
import { openRemoteSubject } from './remote-subject.ts';
import { renderReport } from './report.ts';
import { riskCoverageSvg } from './risk-coverage-svg.ts';
import { readSuite } from './run-suite.ts';
import { NEIGHBOURS, SAMPLE, type Suite } from './suites.ts';
import { riskPoints, type Row } from './summary.ts';

try {
  await run(parseEvalOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}

async function run(options: EvalOptions): Promise<void> {
  if (options.help) {
    console.log(EVAL_USAGE);
    return;
  }
  for (const folder of options.beir) await runBeir(folder, options);
  if (options.titles) await runTitles(options);
  if ((options.beir.length > 0 || options.titles) && options.sets.length === 0) return;
  const rows: Row[] = [];
  for (const suite of chooseSuites(options)) rows.push(...(await runSuite(suite, options)));
  writeResults(rows, options);
}

function chooseSuites({ sets, corpus, url, every }: EvalOptions): Suite[] {
  const corpusDir = corpus ?? SAMPLE.corpusDir;
  if (sets.length > 0) return [{ name: 'questions', corpusDir, sets, every }];
  if (url !== undefined || corpus !== undefined) return [{ ...SAMPLE, corpusDir, every }];
  return [SAMPLE, NEIGHBOURS].map((suite) => ({ ...suite, every: suite.every * every }));
}

async function runSuite(suite: Suite, options: EvalOptions): Promise<Row[]> {
  const local = options.url === undefined ? await openLocalSubject(suite.corpusDir) : null;
  try {
    const subject = local ?? (await openRemoteSubject(options.url ?? ''));
    const rows = await evaluate(subject, readSuite(suite, subject), {
      clickEvery: options.clicks ? 1 : 0,
      collection: options.collection,
      onProgress: reportProgress,
    });
    console.log(`${renderReport(`${suite.name}: ${subject.name}`, rows)}\n`);
    return rows;
  } finally {
    await local?.close();
  }
}

async function runTitles({ corpus = SAMPLE.corpusDir, every }: EvalOptions): Promise<void> {
  const subject = await openLocalSubject(corpus);
  try {
    const entries = subject.deps.snapshot.entries.filter((_, index) => index % every === 0);
    console.log(`${subject.name}\n${renderTitles(await evaluateTitles(subject, entries, reportProgress))}\n`);
  } finally {
    await subject.close();
  }
}

async function runBeir(folder: string, { every }: EvalOptions): Promise<void> {
  const set = readBeirSet(folder);
  const queries = set.queries.filter((_, index) => index % every === 0);
  const corpusDir = mkdtempSync(join(tmpdir(), 'indepth-beir-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'indepth-beir-index-'));
  try {
    const recordOf = writeBeirCorpus(corpusDir, set.records);
    const subject = await openLocalSubject(corpusDir, { dataDir });
    try {
      const measure = (history: boolean) =>
        evaluateBeir(subject, { ...set, queries }, { recordOf, history, onProgress: reportProgress });
      console.log(renderBeir(set.name, await measure(true)));
      if (queries.some(({ history }) => history.length > 0)) {
        console.log(renderBeir(`${set.name}, last question alone`, await measure(false)));
      }
    } finally {
      await subject.close();
    }
  } finally {
    rmSync(corpusDir, { recursive: true });
    rmSync(dataDir, { recursive: true });
  }
}

function writeResults(rows: readonly Row[], { json, against, svg, failures }: EvalOptions): void {
  const title = `${rows.length} questions, ${new Date().toISOString()}`;
  if (against !== undefined) console.log(renderComparison(readEarlier(against), rows));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ title, rows }, null, 1)}\n`);
  if (failures !== undefined) writeFileSync(failures, `${listFailures(rows).join('\n')}\n`);
  if (svg !== undefined) {
    const thresholds = rows.find((row) => row.thresholds !== undefined)?.thresholds;
    const marks =
      thresholds === undefined
        ? []
        : [
            { name: 'answered', threshold: thresholds.answer },
            { name: 'not refused', threshold: thresholds.refuse },
          ];
    writeFileSync(svg, riskCoverageSvg(riskPoints(rows), marks));
  }
}

function readEarlier(path: string) {
  try {
    return earlierReport.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AppError('bad_request', `${path} is no report; write one with --json`, { cause });
  }
}

/** Every 25 questions one line, on the error stream so that the report can be redirected. */
function reportProgress(done: number, total: number): void {
  if (done % 25 === 0 || done === total) console.error(`${done} of ${total} questions`);
}
