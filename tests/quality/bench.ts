import { parseArgs } from 'node:util';
import { chunkInput } from '../../server/src/corpus/types.ts';
import { AppError } from '../../server/src/errors.ts';
import type { VectorIndex } from '../../server/src/index/types.ts';
import { measureAnswers, measureRequests, renderAnswers } from './bench-answers.ts';
import { median, timeEach } from './bench-clock.ts';
import { measureIndexes, renderIndexFigures, type IndexFigures, type IndexMaterial } from './bench-index.ts';
import { measureFirstDeltas, renderFirstDeltas } from './bench-model.ts';
import { keptDataDir, openLocalSubject, type LocalSubject } from './local-subject.ts';
import { isInCorpus } from './question.ts';
import { readSuite } from './run-suite.ts';
import { scaleSnapshot } from './scale-snapshot.ts';
import { SAMPLE } from './suites.ts';

const USAGE = `npm run bench -- [--large] [--only answers|indexes|growth|model]

  answers   100 answers on the sample corpus, against the models' own forward passes
  indexes   vector and word index at 20, 1,000 and 10,000 chunks (--large: and 100,000)
  growth    answers with 1,000 entries (--large: and 10,000) beside the sample's 20
  model     time to the first text with a scripted chat model, against the model's own and retrieval

Beyond the sample, texts are copies of it with other words, and vectors are mixtures of its own.`;

const ANSWERS = 100;

/** As many as make a median that stays. */
const MODEL_ANSWERS = 40;

type Part = 'answers' | 'indexes' | 'growth' | 'model';

try {
  const { large, parts } = parseOptions(process.argv.slice(2));
  await bench(parts, large);
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}

async function bench(parts: readonly Part[], large: boolean): Promise<void> {
  const subject = await openLocalSubject(SAMPLE.corpusDir);
  try {
    const questions = benchQuestions(subject);
    if (parts.includes('answers')) await benchAnswers(subject, questions);
    if (parts.includes('model')) await benchModel(questions);
    if (parts.includes('growth')) await benchGrowth(subject, questions, large ? [1000, 10_000] : [1000]);
    if (parts.includes('indexes')) {
      await benchIndexes(subject, questions, [20, 1000, 10_000, ...(large ? [100_000] : [])]);
    }
  } finally {
    await subject.close();
  }
}

/** Answerable questions without history: what is timed is a whole answer. */
function benchQuestions(subject: LocalSubject): string[] {
  return readSuite(SAMPLE, subject)
    .filter((question) => isInCorpus(question) && question.history.length === 0)
    .map(({ question }) => question)
    .slice(0, ANSWERS);
}

async function benchAnswers({ deps, product }: LocalSubject, questions: readonly string[]): Promise<void> {
  const figures = await measureAnswers(deps, questions);
  const requests = await measureRequests(product, questions);
  console.log(`${renderAnswers('Sample corpus', figures, requests)}\n`);
}

async function benchModel(questions: readonly string[]): Promise<void> {
  const { corpusDir } = SAMPLE;
  const environment = { CORPUS_DIR: corpusDir, DATA_DIR: keptDataDir(corpusDir) };
  console.log(
    `${renderFirstDeltas(await measureFirstDeltas(environment, questions.slice(0, MODEL_ANSWERS)))}\n`,
  );
}

async function benchGrowth(
  { deps }: LocalSubject,
  questions: readonly string[],
  sizes: readonly number[],
): Promise<void> {
  const some = questions.filter((_, index) => index % 4 === 0);
  for (const size of sizes) {
    const snapshot = await scaleSnapshot(deps.snapshot, size);
    const figures = await measureAnswers({ ...deps, snapshot }, some);
    const { entries, chunks, sentences } = snapshot.manifest.counts;
    console.log(
      `${renderAnswers(`${entries} entries, ${chunks} chunks, ${sentences} sentences`, figures)}\n`,
    );
  }
}

async function benchIndexes(
  { deps }: LocalSubject,
  questions: readonly string[],
  sizes: readonly number[],
): Promise<void> {
  const { snapshot, embedder } = deps;
  const queries = [];
  for (const text of questions) {
    queries.push({ text, vector: Float32Array.from(await embedder.embeddings.embedQuery(text)) });
  }
  const forward = median(await timeEach(questions, (text) => embedder.embeddings.embedQuery(text)));
  const material: IndexMaterial = {
    vectors: [...allVectors(snapshot.chunkVectors), ...allVectors(snapshot.sentenceVectors)],
    texts: snapshot.chunks.map((chunk) => chunkInput(chunk, snapshot.entries[chunk.entry]?.titleText ?? '')),
    queries,
  };
  const figures: IndexFigures[] = [];
  for (const size of sizes) figures.push(await measureIndexes(material, size));
  console.log(`Indexes; forward pass of the embedder on a question: ${forward.toFixed(1)} ms`);
  console.log(renderIndexFigures(figures, forward));
}

function allVectors(index: VectorIndex): Float32Array[] {
  return Array.from({ length: index.size }, (_, ordinal) => index.vectorAt(ordinal));
}

function parseOptions(args: readonly string[]): { large: boolean; parts: readonly Part[] } {
  const all: readonly Part[] = ['answers', 'model', 'growth', 'indexes'];
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { large: { type: 'boolean' }, only: { type: 'string' } },
    });
    const parts = values.only === undefined ? all : all.filter((part) => part === values.only);
    if (parts.length === 0) throw new Error(`--only is "${values.only ?? ''}"`);
    return { large: values.large === true, parts };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad_request', `${problem}\n\n${USAGE}`, { cause });
  }
}
