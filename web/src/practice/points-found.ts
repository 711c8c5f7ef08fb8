import type { KeyPointState, PracticeResponse } from '../../../server/src/protocol.ts';

export interface PointsFound {
  /** Main points covered, those partly covered as halves: `3½`. */
  found: string;
  all: number;
  counts: Record<KeyPointState, number>;
}

/** How many of the main points an attempt has. */
export function pointsFound({ points }: Pick<PracticeResponse, 'points'>): PointsFound {
  const counts: Record<KeyPointState, number> = { covered: 0, partly: 0, missed: 0, contradicted: 0 };
  const main = points.filter(({ isMain }) => isMain);
  for (const { state } of main) counts[state] += 1;
  const whole = counts.covered + Math.floor(counts.partly / 2);
  const half = counts.partly % 2 === 1 ? '½' : '';
  return { found: whole === 0 && half ? half : `${whole}${half}`, all: main.length, counts };
}
