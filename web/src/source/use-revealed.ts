import { useEffect, useLayoutEffect, type RefObject } from 'react';
import { findCitation } from '../conversation/move-between-citations.ts';
import type { EntryState } from './use-entry.ts';

/** The part of the panel's height in which a sentence counts as in sight, below its head. */
const HEAD = 140;
const IN_SIGHT = 0.85;

interface Revealed {
  turnId: string;
  number: number;
  state: EntryState;
}

/** Scrolls the panel to the current citation's sentence if it is out of sight, and keeps the citing line above a sheet. */
export function useRevealed(panel: RefObject<HTMLElement | null>, { turnId, number, state }: Revealed) {
  const entryId = state.type === 'loaded' ? state.entry.id : null;
  useEffect(() => {
    const box = panel.current;
    if (box) keepCitingLine(turnId, number, box);
  }, [panel, turnId, number]);
  useLayoutEffect(() => {
    const box = panel.current;
    if (!box || entryId === null) return;
    const mark = box.querySelector<HTMLElement>(`#mark-${number}`);
    if (mark) scrollIntoSight(box, mark);
    else box.scrollTo({ top: 0 });
  }, [panel, number, entryId]);
}

function scrollIntoSight(box: HTMLElement, mark: HTMLElement) {
  const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const bottom = top + mark.getBoundingClientRect().height;
  if (top < HEAD || bottom > box.clientHeight * IN_SIGHT) box.scrollTop += top - box.clientHeight * 0.4;
}

/** On a narrow page the sheet covers the lower part: the citing line stays in sight above it. */
function keepCitingLine(turnId: string, number: number, sheet: HTMLElement) {
  const cite = findCitation(turnId, number);
  if (!cite || sheet.offsetWidth < innerWidth) return;
  const gap = 44;
  scrollBy(0, cite.getBoundingClientRect().bottom - (innerHeight - sheet.offsetHeight) + gap);
}
