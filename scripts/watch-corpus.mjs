/** How often the corpus is looked at. Looking beats `fs.watch`, which misses folders on Linux and mounted drives. */
const INTERVAL_MS = 2000;

/**
 * Calls `onChange` with the new fingerprint after the corpus has changed and then stayed the same for one interval, so that a copy in
 * progress is not read half way. Never two calls at once. `known` is the fingerprint from before the corpus was ingested: what changed
 * since then, and before this is called, is a change too.
 */
export function watchCorpus({ known, fingerprint, onChange, intervalMs = INTERVAL_MS }) {
  let settled = known;
  let previous = known;
  let timer;
  const look = async () => {
    const now = fingerprint();
    const isStable = now === previous;
    previous = now;
    if (isStable && now !== settled) {
      settled = now;
      await onChange(now);
    }
    schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => void look(), intervalMs);
    timer.unref();
  };
  schedule();
  return () => clearTimeout(timer);
}
