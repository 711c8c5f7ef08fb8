import type { Snapshot } from '../index/types.ts';
import type { ReadPassage } from './evaluate.ts';
import { GATE_PASSAGES, gateFeatures, type GateFeatures } from './gate-features.ts';
import type { Query } from './query.ts';
import { retrieve } from './retrieve.ts';

/** The gate's inputs for a question with all of the best passages read: what the gate is fitted on. */
export async function fullFeatures(
  snapshot: Snapshot,
  query: Query,
  { read, readAs }: { read: ReadPassage; readAs: string },
): Promise<GateFeatures> {
  const passages = retrieve(snapshot, query);
  const features = gateFeatures(snapshot, query, { passages, holdsInstructions: false });
  let best = -Infinity;
  for (const passage of passages.slice(0, GATE_PASSAGES)) best = Math.max(best, await read(readAs, passage));
  return { ...features, read: Number.isFinite(best) ? best : -6 };
}
