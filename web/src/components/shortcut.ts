import { useLayoutEffect } from 'react';

/** Calls `run` when the key is pressed outside of text fields, without Ctrl, Alt or Meta, and under no modal dialog. */
export function useShortcut(key: string, run: () => void) {
  // Not after the paint: a key pressed as soon as the page is seen counts.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [key, run]);
}

/** Whether keys pressed here are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  );
}
