import type { ReactNode } from 'react';
import type { KeyPoint, PracticeResponse } from '../../../server/src/protocol.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { KeyPointItem } from './KeyPointItem.tsx';
import { pointsFound } from './points-found.ts';
import type { PracticeSession } from './practice-reducer.ts';
import { STATE_SIGNS } from './state-signs.ts';

interface ScoreProps {
  session: PracticeSession;
  score: PracticeResponse;
  /** Opens the answer at a point. */
  onShow: (number: number) => void;
  /** How well it was known, and when it comes back. */
  children: ReactNode;
}

/** What an attempt has of the key points: first those that the score rests on, then what goes deeper. */
export function Score({ session, score, onShow, children }: ScoreProps) {
  const main = score.points.filter(({ isMain }) => isMain);
  const deeper = score.points.filter(({ isMain }) => !isMain);
  return (
    <section className="score" aria-labelledby="score">
      <h2 className="label" id="score">
        {texts.practice.keyPoints}
      </h2>
      <ScoreLine points={main} score={score} />
      {children}
      <Points points={main} attempt={session.scoredAttempt} onShow={onShow} />
      {deeper.length > 0 && (
        <>
          <h3 className="label deeper-points">{texts.practice.deeperPoints}</h3>
          <Points points={deeper} attempt={session.scoredAttempt} onShow={onShow} />
        </>
      )}
    </section>
  );
}

function ScoreLine({ points, score }: { points: readonly KeyPoint[]; score: PracticeResponse }) {
  const { found, all, counts } = pointsFound(score);
  const [figure, unit] = texts.practice.found(found, all);
  return (
    <p className="score-line">
      <span className="strip" aria-hidden="true">
        {points.map(({ state, citation }) => (
          <Icon key={citation.number} name={STATE_SIGNS[state].icon} className={STATE_SIGNS[state].tone} />
        ))}
      </span>
      <span>
        <b>{figure}</b>
        {unit}
        <span className="sr-only">
          {texts.practice.counts(counts.covered, counts.partly, counts.missed, counts.contradicted)}
        </span>{' '}
        {texts.practice.percent(score.score)}
      </span>
    </p>
  );
}

interface PointsProps {
  points: readonly KeyPoint[];
  attempt: string;
  onShow: (number: number) => void;
}

function Points({ points, attempt, onShow }: PointsProps) {
  return (
    <ol className="key-points">
      {points.map((point) => (
        <KeyPointItem key={point.citation.number} point={point} attempt={attempt} onShow={onShow} />
      ))}
    </ol>
  );
}
