import type { KeyboardEvent } from 'react';

/** Whether a key sends what was typed: Enter, but not Shift+Enter, and not the Enter that ends a composed character. */
export function sendsOnEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.nativeEvent.isComposing;
}
