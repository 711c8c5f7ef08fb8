import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { percentile } from './statistics.ts';

/** Milliseconds that a piece of work takes, with what it returns. */
export async function timed<Result>(
  work: () => Result | Promise<Result>,
): Promise<{ result: Result; ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

/** Milliseconds of each repetition of the work over the items, one after the other, after a warm-up. */
export async function timeEach<Item>(
  items: readonly Item[],
  work: (item: Item) => unknown,
  warmUp = 3,
): Promise<number[]> {
  for (const item of items.slice(0, warmUp)) await work(item);
  const durations: number[] = [];
  for (const item of items) durations.push((await timed(() => work(item))).ms);
  return durations;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Bytes that JavaScript holds after garbage collection: heap and typed arrays. */
export function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
