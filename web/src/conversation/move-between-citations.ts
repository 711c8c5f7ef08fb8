import type { KeyboardEvent } from 'react';

/** Arrow keys lead from one citation to its neighbour in the conversation. */
export function moveBetweenCitations(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...document.querySelectorAll<HTMLElement>('.conversation .cite')];
  const next = all[all.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The button of a citation in the answer, if it is on the page. */
export function findCitation(turnId: string, number: number): HTMLElement | null {
  const inTurn = document.querySelectorAll<HTMLElement>(`.conversation .cite[data-cite="${number}"]`);
  return [...inTurn].find((button) => button.dataset.turn === turnId) ?? null;
}
