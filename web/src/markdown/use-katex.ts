import { useEffect, useState } from 'react';

type Katex = (typeof import('./katex.ts'))['katex'];

let loaded: Katex | null = null;

/** The typesetter, loaded when the first formula needs it; `null` until then, and where it cannot be loaded. */
export function useKatex(isNeeded: boolean): Katex | null {
  const [katex, setKatex] = useState(loaded);
  useEffect(() => {
    if (!isNeeded || katex) return;
    let isMounted = true;
    import('./katex.ts').then(
      (module) => {
        loaded = module.katex;
        if (isMounted) setKatex(loaded);
      },
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [isNeeded, katex]);
  return isNeeded ? katex : null;
}
