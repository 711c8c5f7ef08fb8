import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../../server/src/errors.ts';
import { questionEmbedder } from '../../server/src/embed-questions.ts';
import { readPassage } from '../../server/src/read-passage.ts';
import { fitGate, type FittedGate, type GateSample } from '../../server/src/retrieval/fit-gate.ts';
import { fullFeatures } from '../../server/src/retrieval/gate-sample.ts';
import { wholeQuery } from '../../server/src/retrieval/investigate.ts';
import { understand, vocabularyOf } from '../../server/src/retrieval/understand.ts';
import { ROOT } from '../material.ts';
import { openLocalSubject, type LocalSubject } from './local-subject.ts';
import { isInCorpus, type Question } from './question.ts';
import { readSuite } from './run-suite.ts';
import { NEIGHBOURS, SAMPLE, type Suite } from './suites.ts';

const PRIOR = join(ROOT, 'server/src/retrieval/gate-prior.json');
const HELP = `npm run calibrate [-- --set more-questions.jsonl ...] [--dry-run]

Fits the gate's weights and thresholds on the committed question sets, and on further sets about the sample corpus,
and writes them to server/src/retrieval/gate-prior.json with their reliability.`;

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true, default: [] },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const sample = await samplesOf({ ...SAMPLE, sets: [...SAMPLE.sets, ...values.set] });
  // Of six questions an entry, one answerable and one near miss.
  const neighbours = await samplesOf({ ...NEIGHBOURS, every: 3 });
  const all = mingle([...sample, ...neighbours]);
  const onSample = new Set(sample);
  const fitted = fitGate(all, (index) => onSample.has(all[index] ?? { features: {}, kind: 'off-topic' }));
  console.log(describe(fitted));
  if (!values['dry-run']) {
    const { model, withReader, withoutReader } = fitted;
    writeFileSync(
      PRIOR,
      `${JSON.stringify(rounded({ ...model, reliability: { withReader, withoutReader } }), null, 2)}\n`,
    );
    console.log(`Written to ${PRIOR}`);
  }
}

/** The gate's inputs for every question of a suite that is not a lookup by number. */
async function samplesOf(suite: Suite): Promise<GateSample[]> {
  const subject = await openLocalSubject(suite.corpusDir);
  try {
    const questions = readSuite(suite, subject).filter(({ type }) => !type.startsWith('by-number'));
    const samples: GateSample[] = [];
    for (const question of questions) {
      samples.push({ features: await featuresOf(subject, question), kind: kindOf(question) });
      if (samples.length % 100 === 0)
        console.error(`${suite.name}: ${samples.length} of ${questions.length}`);
    }
    return samples;
  } finally {
    await subject.close();
  }
}

async function featuresOf({ deps }: LocalSubject, { question, history }: Question) {
  const { snapshot, embedder } = deps;
  const signal = new AbortController().signal;
  const read = readPassage(deps, signal);
  if (read === null)
    throw new AppError('model', 'The reader is missing: calibration needs data/models/reader-minilm.');
  const vocabulary = vocabularyOf(snapshot.lexical, (word) => embedder.isPlainEnglish(word));
  const understanding = understand(
    question,
    history.map((turn) => turn.question),
    vocabulary,
  );
  const previous = history.at(-1) ?? null;
  const { query, readAs } = await wholeQuery(snapshot, understanding, {
    embed: questionEmbedder(deps, signal),
    previous: previous && { ...previous, answer: previous.answer.replace(/\s*\[\d+\]/g, '') },
  });
  return fullFeatures(snapshot, query, { read, readAs });
}

function kindOf(question: Question): GateSample['kind'] {
  if (isInCorpus(question)) return 'answerable';
  return question.type === 'near-miss' ? 'near-miss' : 'off-topic';
}

/** The samples in an order that puts every kind into every fold, the same on each run. */
function mingle(samples: readonly GateSample[]): GateSample[] {
  const kinds = ['answerable', 'near-miss', 'off-topic'] as const;
  return kinds.flatMap((kind) => samples.filter((sample) => sample.kind === kind));
}

function describe({ model, withReader, withoutReader }: FittedGate): string {
  const lines = Object.entries({ 'with the reader': withReader, 'without it': withoutReader }).map(
    ([name, { samples, auroc, aurocNearMiss, answered }]) =>
      `${name}: ${samples.answerable} answerable, ${samples.nearMiss} near misses, ${samples.offTopic} off topic; ` +
      `AUROC ${share(auroc)}, near misses ${share(aurocNearMiss)}; answered with confidence ` +
      `${share(answered.answerable)}, ${share(answered.nearMiss)}, ${share(answered.offTopic)}`,
  );
  return [...lines, JSON.stringify(model.thresholds), JSON.stringify(model.thresholdsWithoutReader)].join(
    '\n',
  );
}

function share(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3);
}

/** Four digits are more than the samples can tell. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === 'number' ? Math.round(item * 1e4) / 1e4 : item,
    ),
  );
}
