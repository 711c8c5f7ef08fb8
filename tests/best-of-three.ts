/**
 * Measures up to three times, until every figure is within its limit, and returns the lowest of each: a machine may be
 * busy with something else for a moment, but what is too slow is so every time.
 */
export async function bestOfThree<Name extends string>(
  limits: Readonly<Record<Name, number>>,
  measure: () => Promise<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(limits) as Name[];
  const best = await measure();
  const isWithin = () => names.every((name) => best[name] <= limits[name]);
  for (let round = 1; round < 3 && !isWithin(); round += 1) {
    const next = await measure();
    for (const name of names) best[name] = Math.min(best[name], next[name]);
  }
  return best;
}

/** The shortest of up to three runs, in ms; the first that is within the limit ends it. */
export async function shortestOfThree(limit: number, run: () => unknown): Promise<number> {
  const { taken } = await bestOfThree({ taken: limit }, async () => {
    const begun = performance.now();
    await run();
    return { taken: performance.now() - begun };
  });
  return taken;
}
