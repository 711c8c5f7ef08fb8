import { useEffect, useState } from 'react';
import type { Token } from './highlight-worker.ts';
import { highlight, knowsLanguage } from './highlight.ts';

/** Code that still grows is left plain until it has stood still for this long, in ms. */
const STILL_MS = 150;

/** The code's tokens by line, or `null` while (or where) there are none. */
export function useHighlight(code: string, language: string): Token[][] | null {
  const [done, setDone] = useState<{ code: string; lines: Token[][] } | null>(null);
  useEffect(() => {
    if (!knowsLanguage(language)) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void highlight(code, language).then((lines) => {
        if (isCurrent && lines) setDone({ code, lines });
      });
    }, STILL_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [code, language]);
  return done?.code === code ? done.lines : null;
}
