import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { HealthView } from '../../server/src/protocol.ts';
import { fetchHealth } from './api/corpus.ts';

/** How often a page that found no server looks again. */
const RETRY_MS = 4_000;

interface Health {
  /** `null` until the server has answered once. */
  health: HealthView | null;
  reachable: boolean;
  lookAgain: () => void;
}

const HealthContext = createContext<Health>({ health: null, reachable: true, lookAgain: () => undefined });

/** What the server runs with, and whether it answers. */
export function useHealth(): Health {
  return useContext(HealthContext);
}

export function HealthProvider({ children }: { children: ReactNode }) {
  const [health, setHealth] = useState<HealthView | null>(null);
  const [reachable, setReachable] = useState(true);
  const [round, setRound] = useState(0);
  const lookAgain = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    fetchHealth(abort.signal).then(
      (found) => {
        setHealth(found);
        setReachable(true);
      },
      () => {
        if (abort.signal.aborted) return;
        setReachable(false);
        timer = setTimeout(lookAgain, RETRY_MS);
      },
    );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [round, lookAgain]);

  const value = useMemo(() => ({ health, reachable, lookAgain }), [health, reachable, lookAgain]);
  return <HealthContext value={value}>{children}</HealthContext>;
}
