import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from './types.ts';

/** Closer to the end of the page than this counts as at the end, in px. */
const NEAR = 64;

/**
 * Keeps the end of the page in view while an answer grows, until the reader scrolls up; going back to the end
 * takes it up again. A new question is always brought into view.
 */
export function useFollowEnd(conversation: Conversation, isGrowing: boolean) {
  const isFollowing = useRef(true);
  const [isAway, setAway] = useState(false);
  const turnCount = conversation.turns.length;
  const seenTurns = useRef(turnCount);

  useEffect(() => {
    let lastTop = scrollY;
    const onScroll = () => {
      const isUp = scrollY < lastTop - 1;
      lastTop = scrollY;
      const isNear = distanceToEnd() <= NEAR;
      if (isNear) isFollowing.current = true;
      else if (isUp) isFollowing.current = false;
      setAway(!isNear);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    if (turnCount > seenTurns.current) isFollowing.current = true;
    seenTurns.current = turnCount;
    if (isGrowing && isFollowing.current) toEnd('instant');
    else setAway(distanceToEnd() > NEAR);
  }, [conversation, isGrowing, turnCount]);

  const goToEnd = useCallback(() => {
    isFollowing.current = true;
    toEnd('smooth');
  }, []);
  return { isAway: isAway && distanceIsWorthAButton(), goToEnd };
}

function distanceIsWorthAButton(): boolean {
  return document.documentElement.scrollHeight > innerHeight;
}

function distanceToEnd(): number {
  return document.documentElement.scrollHeight - innerHeight - scrollY;
}

function toEnd(behavior: ScrollBehavior) {
  scrollTo({ top: document.documentElement.scrollHeight, behavior });
}
