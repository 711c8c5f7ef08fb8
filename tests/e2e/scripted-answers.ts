import type {
  AnswerPart,
  Citation,
  FinishMetadata,
  FollowUp,
  GateDecision,
  RetrievalView,
  SentenceVerdict,
  VerdictReason,
} from '../../server/src/protocol.ts';
import { ENTRIES, cite } from './scripted-corpus.ts';

export interface Script {
  standalone?: string;
  decision?: GateDecision;
  score?: number;
  missing?: string[];
  composer?: string;
  text: string;
  citations?: Citation[];
  /** Sentences that are not simply supported. */
  doubts?: { sentence: string; verdict: 'partial' | 'unsupported'; reasons: VerdictReason[] }[];
  followUps?: FollowUp[];
  notice?: FinishMetadata['notice'];
  /** Characters per delta. */
  step?: number;
}

const TIMINGS = { embed: 6, retrieve: 3, read: 40, compose: 2, verify: 1, followUps: 20, total: 72 };

/** The parts of an answer as the server sends them. */
export function partsOf(question: string, script: Script): AnswerPart[] {
  const { composer = 'extractive', citations = [], decision = 'answer', step = 24 } = script;
  const outcome = decision === 'answer' ? 'answered' : decision === 'closest' ? 'closest' : 'refused';
  const parts: AnswerPart[] = [
    { type: 'start', messageId: 'm1', messageMetadata: { snapshot: '2024-11-22-a41f', composer } },
  ];
  if (script.standalone !== undefined) {
    parts.push({ type: 'data-question', data: { asked: question, standalone: script.standalone } });
  }
  parts.push({ type: 'data-retrieval', data: retrieval(script) }, { type: 'text-start', id: 't' });
  parts.push(...textParts(script.text, citations, step), { type: 'text-end', id: 't' });
  parts.push(...citations.map(sourcePart));
  parts.push({ type: 'data-verdicts', data: verdicts(script) });
  parts.push({ type: 'data-followups', data: script.followUps ?? [] });
  parts.push({
    type: 'finish',
    messageMetadata: { outcome, composer, notice: script.notice, rejectedCitations: 0, timings: TIMINGS },
  });
  return parts;
}

function textParts(text: string, citations: readonly Citation[], step: number): AnswerPart[] {
  const parts: AnswerPart[] = [];
  const announced = new Set<number>();
  const sentences = text.split(/(?<=】|:(?=\n\n))/);
  for (const sentence of sentences) {
    for (const match of sentence.matchAll(/【(\d+)】/g)) {
      const citation = citations.find((one) => one.number === Number(match[1]));
      if (!citation || announced.has(citation.number)) continue;
      announced.add(citation.number);
      const { number, entryId, title, section } = citation;
      parts.push({ type: 'data-citation', data: { number, entryId, title, section }, transient: true });
    }
    for (let at = 0; at < sentence.length; at += step) {
      const cut = sentence.slice(at, at + step);
      parts.push({ type: 'text-delta', id: 't', delta: cut });
    }
  }
  return parts;
}

function sourcePart(citation: Citation): AnswerPart {
  const { number, title, document, entryId, section, start, end, quote, hash } = citation;
  return {
    type: 'source-document',
    sourceId: String(number),
    mediaType: 'text/markdown',
    title,
    filename: document,
    providerMetadata: { indepth: { entryId, section, start, end, quote, hash } },
  };
}

function verdicts({ text, doubts = [] }: Script): SentenceVerdict[] {
  const found: SentenceVerdict[] = [];
  for (const match of text.matchAll(/\S[\s\S]*?【\d+】/g)) {
    const sentence = match[0];
    const doubt = doubts.find((one) => sentence.endsWith(one.sentence) || sentence.includes(one.sentence));
    const start = doubt ? text.indexOf(doubt.sentence) : match.index;
    const end = match.index + sentence.length;
    const numbers = [...text.slice(start, end).matchAll(/【(\d+)】/g)].map((one) => Number(one[1]));
    found.push({
      start,
      end,
      verdict: doubt?.verdict ?? 'supported',
      citations: numbers,
      reasons: doubt?.reasons ?? [],
    });
  }
  for (const doubt of doubts.filter((one) => !one.sentence.includes('【'))) {
    const start = text.indexOf(doubt.sentence);
    found.push({
      start,
      end: start + doubt.sentence.length,
      verdict: doubt.verdict,
      citations: [],
      reasons: doubt.reasons,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

function retrieval({ decision = 'answer', score = 0.61, missing = [] }: Script): RetrievalView {
  const passages = ENTRIES.flatMap((entry) =>
    entry.sections.map((section, index) => ({
      chunkId: `${entry.id}/${index}`,
      entryId: entry.id,
      title: entry.titleText,
      section: section.name,
      score: score - index * 0.08 - (entry.number === '117' ? 0.1 : 0),
      dense: 0.7,
      lexical: 0.4,
      denseRank: index + 1,
      lexicalRank: index + 2,
      fate: index === 0 ? ('quoted' as const) : ('unused' as const),
      reason: index === 0 ? 'quoted' : 'kept for Go deeper',
    })),
  );
  const reasons = {
    answer: 'The best passage scores well above the thresholds that were calibrated for this corpus.',
    closest: 'The best passage lies between the thresholds.',
    refuse: 'No passage comes near the question.',
  };
  return {
    passages,
    gate: {
      decision,
      score,
      thresholds: { refuse: 0.14, answer: 0.25 },
      reasons: [reasons[decision]],
      features: {},
      missing,
    },
    repairs: [],
  };
}

const Q = {
  negative: cite(1, 'If the data contains negative values, log transforms instantly fail (yielding NaNs).'),
  yeo: cite(
    2,
    'The modern ML standard is the **Yeo-Johnson Power Transformation** (available in `sklearn.preprocessing.PowerTransformer`).',
  ),
  lambda: cite(
    3,
    'It mathematically determines the optimal $\\lambda$ parameter to normalize the curve, supporting both strictly positive and negative numerical ranges seamlessly.',
  ),
  log: cite(
    4,
    "The most standard fix is applying a **Log Transformation**: `df['Income'] = np.log1p(df['Income'])` (using `log1p` to handle zeros safely).",
  ),
  useless: cite(5, 'For data that is heavily skewed (not a bell curve), the Z-score is useless.'),
  iqr: cite(6, 'I use the **IQR (Interquartile Range) Method**.'),
  falling: cite(7, 'Any value falling below `Q1 - 1.5 * IQR` or above `Q3 + 1.5 * IQR` is an outlier.'),
};

const FIRST: Script = {
  text: `Highly right-skewed data (like Income: mostly $50k, but a few billionaires at $10B) ruins regression models because the billionaires pull the entire prediction line towards them.【1】 ${Q.log.quote}【2】`,
  citations: [
    cite(
      1,
      'Highly right-skewed data (like Income: mostly $50k, but a few billionaires at $10B) ruins regression models because the billionaires pull the entire prediction line towards them.',
    ),
    { ...Q.log, number: 2 },
  ],
  followUps: [
    { question: 'What if some values are negative?', entryId: 'python-ai-intermediate#118', kind: 'deeper' },
  ],
};

const SECOND: Script = {
  standalone: 'How do I handle a skewed column with negative or extreme values before training a model?',
  composer: 'llama3.1:8b',
  text: `${Q.negative.quote}【1】 ${Q.yeo.quote}【2】 ${Q.lambda.quote}【3】 With zeros but no negative values, \`np.log1p\` is enough for every column.【4】\n\n${Q.useless.quote}【5】 ${Q.iqr.quote}【6】 ${Q.falling.quote}【7】 Clip such values at the 1st and 99th percentile before scaling.`,
  citations: [Q.negative, Q.yeo, Q.lambda, Q.log, Q.useless, Q.iqr, Q.falling],
  doubts: [
    {
      sentence: 'With zeros but no negative values, `np.log1p` is enough for every column.【4】',
      verdict: 'partial',
      reasons: [
        {
          rule: 'quantifier',
          text: 'The source says that log1p handles zeros safely. It does not say “every column”.',
        },
      ],
    },
    {
      sentence: 'Clip such values at the 1st and 99th percentile before scaling.',
      verdict: 'unsupported',
      reasons: [],
    },
  ],
  followUps: [
    {
      question: 'Which outliers does a single-variable test miss?',
      entryId: 'python-ai-intermediate#117',
      kind: 'deeper',
    },
    {
      question: 'Why does one-hot encoding 500 zip codes hurt tree models?',
      entryId: 'python-ai-intermediate#115',
      kind: 'related',
    },
    {
      question: 'Which resampling steps leak future data?',
      entryId: 'python-ai-intermediate#116',
      kind: 'related',
    },
  ],
};

const DEEPER: Script = {
  text: `${Q.useless.quote}【1】\n\nStatistical methods look at one variable isolation.【2】 This requires multivariate detection algorithms.【3】`,
  citations: [
    { ...Q.useless, number: 1 },
    cite(2, 'Statistical methods look at one variable isolation.'),
    cite(3, 'This requires multivariate detection algorithms.'),
  ],
};

const CLOSEST: Script = {
  decision: 'closest',
  score: 0.21,
  missing: ['one-class SVM'],
  text: `No source mentions a one-class SVM. This is the closest:\n\nThe most common method is the **Z-Score**.【1】`,
  citations: [cite(1, 'The most common method is the **Z-Score**.')],
  followUps: [
    {
      question: 'How to detect outliers in data using statistical methods?',
      entryId: 'python-ai-intermediate#117',
      kind: 'closest',
    },
    {
      question: 'How to handle skewed data before training a model?',
      entryId: 'python-ai-intermediate#118',
      kind: 'closest',
    },
  ],
};

const REFUSED: Script = {
  decision: 'refuse',
  score: 0.11,
  missing: ['DBSCAN', 'eps', 'min_samples'],
  text: 'The corpus does not cover this.\n\nNo source mentions `DBSCAN`, `eps` or `min_samples`.',
  followUps: [
    {
      question: 'How to detect outliers in data using statistical methods?',
      entryId: 'python-ai-intermediate#117',
      kind: 'closest',
      reason: 'Finds outliers with Z-score, IQR and Isolation Forest. Says nothing about `DBSCAN`.',
    },
    {
      question: 'How to handle skewed data before training a model?',
      entryId: 'python-ai-intermediate#118',
      kind: 'closest',
      reason: 'Chooses a parameter for another purpose.',
    },
  ],
};

/** What the scripted server answers, by a word of the question. */
export const SCRIPTS: readonly [RegExp, Script][] = [
  [/DBSCAN/, REFUSED],
  [/SVM/, CLOSEST],
  [/negative|extreme/, SECOND],
  [
    /leak/,
    {
      ...FIRST,
      notice: {
        code: 'model_timeout',
        text: 'llama3.1:8b did not answer within 20 s. This answer is quoted from the corpus instead.',
      },
    },
  ],
  [/./, FIRST],
];

export const DEEP_SCRIPT = DEEPER;
