import { useCallback, useEffect, useState } from 'react';
import type { EntryView } from '../../../server/src/protocol.ts';
import { fetchEntry } from '../api/corpus.ts';
import { ApiError } from '../api/http.ts';

export type EntryState =
  | { type: 'loading' }
  | { type: 'loaded'; entry: EntryView }
  /** The corpus holds no entry of this id (any more). */
  | { type: 'gone' }
  | { type: 'failed'; retry: () => void };

/** How many entries are kept for showing at once; each is looked up again whenever it is opened. */
const KEPT = 60;
const kept = new Map<string, EntryView>();

/** The entry as the corpus holds it now; what was seen before is shown until the server has answered. */
export function useEntry(id: string | null): EntryState {
  const [state, setState] = useState<{ id: string; state: EntryState } | null>(null);
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    if (id === null) return;
    const abort = new AbortController();
    fetchEntry(id, abort.signal).then(
      (entry) => {
        keep(entry);
        setState({ id, state: { type: 'loaded', entry } });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const isGone = error instanceof ApiError && error.code === 'not_found';
        setState({ id, state: isGone ? { type: 'gone' } : { type: 'failed', retry } });
      },
    );
    return () => abort.abort();
  }, [id, round, retry]);

  if (state?.id === id) return state.state;
  const seen = id === null ? undefined : kept.get(id);
  return seen ? { type: 'loaded', entry: seen } : { type: 'loading' };
}

function keep(entry: EntryView) {
  kept.delete(entry.id);
  kept.set(entry.id, entry);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}
