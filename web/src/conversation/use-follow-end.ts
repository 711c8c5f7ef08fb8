import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Conversation } from './types.ts';

/** Closer to the end of the page than this counts as at the end, in px. */
const NEAR = 64;

/** Text that becomes shorter moves the page up as well, but leaves it at its end, give or take a rounding; in px. */
const ROUNDING = 2;

/** An answer that comes sooner than this is read from its question on: its end is not followed. In ms. */
const AT_ONCE_MS = 1_500;

/** Space between the top bar and a question that was brought into view, in px. */
const BELOW_BAR = 24;

/**
 * Keeps the end of the page in view while an answer grows, until the reader scrolls up; going back to the end
 * takes it up again. An answer that comes at once does not push its own question out of sight.
 */
export function useFollowEnd(conversation: Conversation, isGrowing: boolean) {
  const isFollowing = useRef(false);
  const begun = useRef(0);
  const [isAway, setAway] = useState(false);

  useEffect(() => {
    let lastTop = scrollY;
    const onScroll = () => {
      const isUp = scrollY < lastTop - 1;
      lastTop = scrollY;
      const distance = distanceToEnd();
      // However slowly: a touchpad moves the page by less than NEAR at a time.
      if (isUp && distance > ROUNDING) isFollowing.current = false;
      else if (distance <= NEAR) isFollowing.current = true;
      setAway(distance > NEAR || !isFollowing.current);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    if (!isGrowing) return;
    begun.current = performance.now();
    isFollowing.current = true;
  }, [isGrowing]);

  useLayoutEffect(() => {
    if (!isFollowing.current) return;
    const isAtOnce = performance.now() - begun.current < AT_ONCE_MS;
    follow(isAtOnce ? topOfLastQuestion() : Infinity);
  }, [conversation]);

  const goToEnd = useCallback(() => {
    isFollowing.current = true;
    begun.current = 0;
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'smooth' });
  }, []);
  return { isAway: isAway && (isGrowing || distanceToEnd() > 1.5 * innerHeight), goToEnd };
}

function follow(limit: number) {
  const end = document.documentElement.scrollHeight - innerHeight;
  const top = Math.min(end, limit);
  if (top > scrollY) scrollTo({ top, behavior: 'instant' });
}

/** Where the page must be scrolled to for the last question to stand right below the top bar. */
function topOfLastQuestion(): number {
  const question = [...document.querySelectorAll('.turn')].at(-1);
  const bar = document.querySelector('.topbar')?.clientHeight ?? 0;
  return question ? question.getBoundingClientRect().top + scrollY - bar - BELOW_BAR : Infinity;
}

function distanceToEnd(): number {
  return document.documentElement.scrollHeight - innerHeight - scrollY;
}
