import { z } from 'zod';
import { pairedDifference, type Difference } from './statistics.ts';
import type { Row } from './summary.ts';
import { textTable } from './text-table.ts';

const earlierRow = z.object({
  id: z.string(),
  inCorpus: z.boolean(),
  outcome: z.string(),
  scores: z.record(z.string(), z.number()),
  milliseconds: z.number(),
  words: z.number(),
});

/** The part of an earlier `--json` file that a comparison needs. */
export const earlierReport = z.object({ title: z.string(), rows: z.array(earlierRow) });

type ComparableRow = Omit<z.infer<typeof earlierRow>, 'scores'> & { scores: object };

export interface Comparison {
  name: string;
  difference: Difference;
}

/** Every figure that both runs have, question by question: after − before with a 95 % paired bootstrap interval. */
export function compareRuns(before: readonly ComparableRow[], after: readonly Row[]): Comparison[] {
  const earlier = new Map(before.map((row) => [row.id, row]));
  const pairs = new Map<string, [number, number][]>();
  for (const row of after) {
    const match = earlier.get(row.id);
    if (match === undefined) continue;
    const now = figuresOf(row);
    for (const [name, value] of figuresOf(match)) {
      const current = now.get(name);
      if (current === undefined) continue;
      const values = pairs.get(name);
      if (values === undefined) pairs.set(name, [[value, current]]);
      else values.push([value, current]);
    }
  }
  return [...pairs].map(([name, values]) => ({ name, difference: pairedDifference(values) }));
}

/** The comparison as a table that says which differences are real and which questions changed their outcome. */
export function renderComparison(
  before: { title: string; rows: readonly ComparableRow[] },
  after: readonly Row[],
): string {
  const lines = compareRuns(before.rows, after).map(({ name, difference }) => {
    const { value, low, high, n, isReal } = difference;
    return [
      name,
      signed(value),
      `[${signed(low)}, ${signed(high)}]`,
      `n ${n}`,
      isReal ? 'real' : 'within noise',
    ];
  });
  const earlier = new Map(before.rows.map((row) => [row.id, row]));
  const changed = after.flatMap(({ id, outcome }) => {
    const match = earlier.get(id);
    return match === undefined || match.outcome === outcome ? [] : [`  ${id}: ${match.outcome} → ${outcome}`];
  });
  return [
    `Against ${before.title} (now − then, the same questions):`,
    textTable(lines, [1]),
    `${changed.length} questions changed their outcome${changed.length === 0 ? '.' : ':'}`,
    ...changed,
  ].join('\n');
}

/** The row's scores by name; an outcome is compared within the questions where it means the same. */
function figuresOf({
  scores,
  inCorpus,
  milliseconds,
  words,
}: Omit<ComparableRow, 'id' | 'outcome'>): Map<string, number> {
  const suffix = inCorpus ? ' (answerable)' : ' (not covered)';
  const figures = new Map<string, number>();
  for (const [name, value] of Object.entries(scores)) {
    if (typeof value !== 'number') continue;
    figures.set(['confident', 'closest', 'refused'].includes(name) ? `${name}${suffix}` : name, value);
  }
  return figures.set('words', words).set('milliseconds', milliseconds);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
