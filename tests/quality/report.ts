import type { RowScores } from './metrics.ts';
import { bootstrap, mean, type Estimate } from './statistics.ts';
import { meanScore, riskPoints, summarise, summariseLatency, withScore, type Row } from './summary.ts';
import { textTable } from './text-table.ts';

/** Everything that was measured, as one text for a terminal. */
export function renderReport(title: string, rows: readonly Row[]): string {
  const covered = rows.filter(({ inCorpus }) => inCorpus).length;
  return [
    title,
    `${rows.length} questions: ${covered} in the corpus, ${rows.length - covered} not. In brackets: 95 % bootstrap intervals.`,
    '',
    renderFigures(rows),
    '',
    renderTypes(rows),
    '',
    renderLatency(rows),
    '',
    renderRisk(rows),
    ...renderFaults(rows),
  ].join('\n');
}

function renderFigures(rows: readonly Row[]): string {
  let group = '';
  const lines = summarise(rows).map((figure) => {
    const label = figure.group === group ? '' : figure.group;
    group = figure.group;
    return [label, figure.name, formatEstimate(figure.estimate), `n ${figure.estimate.n}`];
  });
  return textTable(lines);
}

/** Question types down, the chief figures across. */
function renderTypes(rows: readonly Row[]): string {
  const columns: [string, keyof RowScores][] = [
    ['hit@1', 'hit1'],
    ['gold cited', 'goldCited'],
    ['cited ok', 'citationPrecision'],
    ['nuggets', 'nuggetRecall'],
    ['confident', 'confident'],
    ['closest', 'closest'],
    ['refused', 'refused'],
  ];
  const types = [...new Set(rows.map(({ type }) => type))];
  const lines = types.map((type) => {
    const own = rows.filter((row) => row.type === type);
    const cells = columns.map(([, key]) => {
      const scored = withScore(own, key);
      return scored.length === 0 ? '' : formatEstimate(bootstrap(scored, meanScore(key)));
    });
    return [type, String(own.length), ...cells];
  });
  return textTable([['type', 'n', ...columns.map(([name]) => name)], ...lines], [1]);
}

function renderLatency(rows: readonly Row[]): string {
  const lines = summariseLatency(rows).map(({ stage, p50, p95 }) => [stage, p50.toFixed(1), p95.toFixed(1)]);
  return textTable([['milliseconds', 'p50', 'p95'], ...lines], [1, 2]);
}

/** Ten points of the risk–coverage curve. */
function renderRisk(rows: readonly Row[]): string {
  const points = riskPoints(rows);
  const lines = Array.from({ length: 10 }, (_, index) => (index + 1) / 10).flatMap((coverage) => {
    const point = points.find((candidate) => candidate.coverage >= coverage - 1e-9);
    return point === undefined
      ? []
      : [[point.coverage.toFixed(2), point.risk.toFixed(3), point.threshold.toFixed(3)]];
  });
  return textTable([['coverage', 'risk', 'gate score from'], ...lines], [0, 1, 2]);
}

function renderFaults(rows: readonly Row[]): string[] {
  const faulty = rows.filter(({ faults }) => faults.length > 0);
  const lines = faulty.slice(0, 20).map(({ id, faults }) => `  ${id}: ${faults.slice(0, 3).join('; ')}`);
  const count = mean(faulty.map(({ faults }) => faults.length)) * faulty.length;
  return faulty.length === 0 ? [] : ['', `${count} contract faults in ${faulty.length} answers:`, ...lines];
}

function formatEstimate({ value, low, high }: Estimate): string {
  const digits = value > 10 ? 0 : 3;
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}
