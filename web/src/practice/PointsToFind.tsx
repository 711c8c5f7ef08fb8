import { useEffect, useState } from 'react';
import { scoreAttempt } from '../api/practice.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { pointsFound } from './points-found.ts';

/** A ring for every main point, before anything is scored. */
export function PointsToFind({ entryId }: { entryId: string }) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    // An empty attempt misses every point: that tells how many there are.
    scoreAttempt({ entryId, attempt: '' }, abort.signal).then(
      (response) => setCount(pointsFound(response).all),
      () => {
        // Without the number the page still works; that the server is away shows when scoring.
      },
    );
    return () => abort.abort();
  }, [entryId]);
  return (
    <section className="score" aria-labelledby="points-to-find">
      <h2 className="label" id="points-to-find">
        {texts.practice.keyPoints}
      </h2>
      <p className="score-line">
        <span className="strip" aria-hidden="true">
          {Array.from({ length: count }, (_ring, index) => (
            <Icon key={index} name="empty" />
          ))}
        </span>
        <span>
          {count > 0 && `${texts.practice.toFind(count)} `}
          {texts.practice.hidden}
        </span>
      </p>
    </section>
  );
}
