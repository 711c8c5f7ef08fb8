import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { EntryView } from '../../../server/src/protocol.ts';
import { useMessages } from '../components/Messages.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';
import { AttemptForm } from './AttemptForm.tsx';
import { pointsFound } from './points-found.ts';
import { PointsToFind } from './PointsToFind.tsx';
import { Rating } from './Rating.tsx';
import { Reveal } from './Reveal.tsx';
import { Score } from './Score.tsx';
import type { PracticeCard } from './types.ts';
import { usePractice } from './use-practice.ts';

interface PracticeEntryProps {
  entry: EntryView;
  card: PracticeCard | null;
  nextHref: string;
}

export function PracticeEntry({ entry, card, nextHref }: PracticeEntryProps) {
  const practice = usePractice(entry.id, card);
  const { session, reveal, rate } = practice;
  const { score, isRevealed, rating } = session;
  const [, navigate] = useLocation();
  const [shownPoint, setShownPoint] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useScoreAnnouncement(score);

  const showPoint = useCallback(
    (number: number) => {
      reveal();
      setShownPoint(number);
    },
    [reveal],
  );
  const backToPoint = useCallback((number: number) => {
    root.current?.querySelector<HTMLElement>(`[data-point="${number}"]`)?.focus();
  }, []);
  const goOn = () => navigate(nextHref);
  return (
    <div ref={root}>
      <h1 className="page-title">
        <TitleText markdown={entry.title} />
      </h1>
      <AttemptForm practice={practice} onNext={goOn} />
      {score ? (
        <Score session={session} score={score} onShow={showPoint}>
          {rating && <Rating rating={rating} before={session.before} entryId={entry.id} onRate={rate} />}
        </Score>
      ) : (
        <>
          <PointsToFind entryId={entry.id} />
          {rating && <Rating rating={rating} before={session.before} entryId={entry.id} onRate={rate} />}
        </>
      )}
      {(score ?? isRevealed) && (
        <Reveal
          entry={entry}
          points={score?.points ?? []}
          isOpen={isRevealed}
          shownPoint={shownPoint}
          onOpen={reveal}
          onBack={backToPoint}
        />
      )}
    </div>
  );
}

function useScoreAnnouncement(score: Parameters<typeof pointsFound>[0] | null) {
  const { announce } = useMessages();
  useEffect(() => {
    if (!score) return;
    const { found, all } = pointsFound(score);
    announce(texts.practice.scored(found, all));
  }, [score, announce]);
}
