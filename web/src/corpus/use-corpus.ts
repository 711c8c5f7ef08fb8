import { useCallback, useEffect, useState } from 'react';
import { fetchEntries } from '../api/corpus.ts';
import { ApiError } from '../api/http.ts';
import { loadCorpus, type Corpus } from './load-corpus.ts';

/** What was loaded last, shown at once when a view is opened again while it is looked up anew. */
let seen: Corpus | null = null;

export interface CorpusState {
  /** `null` until the first page has arrived. */
  corpus: Corpus | null;
  isComplete: boolean;
  fault: ApiError | null;
  retry: () => void;
}

/** Every entry of the corpus, filling up page by page. */
export function useCorpus(): CorpusState {
  const [corpus, setCorpus] = useState(seen);
  const [isComplete, setComplete] = useState(seen !== null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);
  const retry = useCallback(() => {
    setFault(null);
    setRound((n) => n + 1);
  }, []);

  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      for await (const loaded of loadCorpus(fetchEntries, abort.signal)) {
        const isLast = loaded.entries.length >= loaded.total;
        // A corpus in view is replaced whole, not by its first page.
        if (seen === null || isLast) setCorpus(loaded);
        if (isLast) seen = loaded;
      }
      setComplete(true);
    };
    load().catch((error: unknown) => {
      if (abort.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      setFault(error);
    });
    return () => abort.abort();
  }, [round]);

  return { corpus, isComplete, fault: corpus ? null : fault, retry };
}
