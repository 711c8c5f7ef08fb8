import type { Bound } from './floors.ts';
import { summarise, type Row } from './summary.ts';

/** A sentence for each bound that the measured rows break, or that too few questions stand behind. */
export function brokenBounds(rows: readonly Row[], bounds: readonly Bound[]): string[] {
  const figures = summarise(rows);
  return bounds.flatMap(({ group, name, least, most, questions }) => {
    const label = `${group}, ${name}`;
    const estimate = figures.find((figure) => figure.group === group && figure.name === name)?.estimate;
    if (estimate === undefined) return [`${label}: not measured`];
    const { value, n } = estimate;
    return [
      ...(n < questions ? [`${label}: rests on ${n} questions, at least ${questions} are wanted`] : []),
      ...(least !== undefined && !(value >= least)
        ? [`${label}: ${value.toFixed(3)} is under its floor ${least}`]
        : []),
      ...(most !== undefined && !(value <= most)
        ? [`${label}: ${value.toFixed(3)} is over its ceiling ${most}`]
        : []),
    ];
  });
}
