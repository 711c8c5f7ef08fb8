import { useLayoutEffect } from 'react';

/** What Escape would close, the topmost last. */
const layers: (() => void)[] = [];

function onKeyDown(event: KeyboardEvent) {
  // A modal dialog closes itself; an input method uses Escape for its own ends.
  if (event.key !== 'Escape' || event.isComposing || document.querySelector('dialog[open]')) return;
  const close = layers.at(-1);
  if (!close) return;
  event.preventDefault();
  close();
}

/** While `active`, Escape calls `close`, unless something opened later lies above it. */
export function useEscape(active: boolean, close: () => void) {
  // Not after the paint: what can be seen can be closed.
  useLayoutEffect(() => {
    if (!active) return;
    if (layers.length === 0) document.addEventListener('keydown', onKeyDown);
    layers.push(close);
    return () => {
      layers.splice(layers.lastIndexOf(close), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [active, close]);
}
