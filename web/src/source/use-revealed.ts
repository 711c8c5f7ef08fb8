import { useLayoutEffect, type RefObject } from 'react';
import { findCitation } from '../conversation/move-between-citations.ts';
import type { EntryState } from './use-entry.ts';

/** The part of the panel's height in which a sentence counts as in sight, below its head. */
const HEAD = 140;
const IN_SIGHT = 0.85;

/** Scrolls the panel to the current citation's sentence if it is out of sight, and keeps the citing line above a sheet. */
export function useRevealed(panel: RefObject<HTMLElement | null>, number: number, state: EntryState) {
  const isLoaded = state.type === 'loaded';
  const entryId = isLoaded ? state.entry.id : null;
  useLayoutEffect(() => {
    const box = panel.current;
    if (!box || entryId === null) return;
    // The text is rendered by a parser that may still be loading; its first rendering is one frame away at most.
    const frame = requestAnimationFrame(() => {
      const mark = box.querySelector<HTMLElement>(`#mark-${number}`);
      if (mark) scrollIntoSight(box, mark);
      else box.scrollTop = 0;
    });
    return () => cancelAnimationFrame(frame);
  }, [panel, number, entryId]);
}

function scrollIntoSight(box: HTMLElement, mark: HTMLElement) {
  const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const bottom = top + mark.getBoundingClientRect().height;
  if (top < HEAD || bottom > box.clientHeight * IN_SIGHT) box.scrollTop += top - box.clientHeight * 0.4;
}

/** On a narrow page the sheet covers the lower part: the citing line stays in sight above it. */
export function keepCitingLine(turnId: string, number: number, sheet: HTMLElement) {
  const cite = findCitation(turnId, number);
  if (!cite || sheet.offsetWidth < innerWidth) return;
  const gap = 44;
  scrollBy(0, cite.getBoundingClientRect().bottom - (innerHeight - sheet.offsetHeight) + gap);
}
