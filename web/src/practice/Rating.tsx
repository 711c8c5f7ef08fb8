import { useId, useMemo, useState } from 'react';
import { texts } from '../texts.ts';
import { daysBetween } from './days.ts';
import { schedule } from './schedule.ts';
import { RATINGS, type PracticeCard, type Rating as RatingName } from './types.ts';

interface RatingProps {
  rating: { suggested: RatingName; chosen: RatingName };
  before: PracticeCard | null;
  entryId: string;
  onRate: (rating: RatingName) => void;
}

/** How well it was known: suggested by the score, the reader's to change; each with the day the entry comes back. */
export function Rating({ rating, before, entryId, onRate }: RatingProps) {
  const [now] = useState(() => Date.now());
  const name = useId();
  const days = useMemo(
    () =>
      Object.fromEntries(
        RATINGS.map((each) => [each, daysBetween(now, schedule(before, each, { entryId, now }).due)]),
      ) as Record<RatingName, number>,
    [before, entryId, now],
  );
  return (
    <fieldset className="rating">
      <legend className="label">{texts.practice.rating}</legend>
      <div className="rating-choices">
        {RATINGS.map((each) => (
          <label className="rating-choice" key={each}>
            <input
              className="sr-only"
              type="radio"
              name={name}
              checked={rating.chosen === each}
              onChange={() => onRate(each)}
            />
            <span className="rating-name">{texts.practice.ratings[each]}</span>
            <span className="rating-when">{texts.practice.inDaysShort(days[each])}</span>
            {rating.suggested === each && <span className="sr-only">, {texts.practice.suggested}</span>}
          </label>
        ))}
      </div>
      <p className="comes-back">{texts.practice.comesBack(texts.practice.inDays(days[rating.chosen]))}</p>
    </fieldset>
  );
}
