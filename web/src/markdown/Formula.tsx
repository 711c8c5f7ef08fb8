import { useLayoutEffect, useRef } from 'react';
import { useKatex } from './use-katex.ts';

/** Limits that keep a hostile formula from loading, linking, growing or hanging. */
const OPTIONS = {
  throwOnError: false,
  trust: false,
  strict: 'ignore',
  maxSize: 20,
  maxExpand: 200,
} as const;

/** Longest formula that is typeset, in UTF-16 units. */
const MAX_FORMULA = 2_000;

/** A formula, as its source until the typesetter has loaded. It writes styles through the DOM, which the page's policy allows. */
export function Formula({ tex, display = false }: { tex: string; display?: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const katex = useKatex(tex.length <= MAX_FORMULA);
  useLayoutEffect(() => {
    if (katex && place.current) katex.render(tex, place.current, { ...OPTIONS, displayMode: display });
  }, [katex, tex, display]);
  const className = display ? 'math-display' : 'math-inline';
  if (katex) return <span className={className} ref={place} />;
  return (
    <span className={className}>
      <code className="math-source">{tex}</code>
    </span>
  );
}
