import { useEffect, useState } from 'react';
import { progressStore } from './progress-store.ts';
import type { Progress } from './types.ts';

export interface KeptProgress {
  /** `null` until the browser has answered. */
  progress: Progress | null;
  isKept: boolean;
  /** When it was read: what is due depends on it. */
  now: number;
}

/** What was practised in this browser, read again after every change. */
export function useProgress(): KeptProgress {
  const [kept, setKept] = useState<KeptProgress>({ progress: null, isKept: true, now: 0 });
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const [progress, isKept] = [await progressStore.load(), await progressStore.isKept()];
      if (isCurrent) setKept({ progress, isKept, now: Date.now() });
    };
    void look();
    const stop = progressStore.subscribe(() => void look());
    return () => {
      isCurrent = false;
      stop();
    };
  }, []);
  return kept;
}
