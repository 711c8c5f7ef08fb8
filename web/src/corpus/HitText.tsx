import { memo } from 'react';
import { TitleText } from '../markdown/TitleText.tsx';
import { matchRanges } from './filter-entries.ts';
import { titleSegments } from './title-segments.ts';

/** Longest code that stays on one line, in characters. */
const SHORT_CODE = 24;

interface HitTitleProps {
  title: string;
  titleText: string;
  terms: readonly string[];
}

/** A question with its code, and the words of the filter marked. */
export const HitTitle = memo(function HitTitle({ title, titleText, terms }: HitTitleProps) {
  const hits = terms.length === 0 ? [] : matchRanges(titleText, terms);
  if (hits.length === 0) return <TitleText markdown={title} />;
  return titleSegments(title, titleText, hits).map(({ text, isCode, isHit }, index) => {
    const marked = isHit ? <mark className="hit">{text}</mark> : text;
    if (!isCode) return <span key={index}>{marked}</span>;
    return (
      <code key={index} className={text.length <= SHORT_CODE ? 'short' : undefined}>
        {marked}
      </code>
    );
  });
});

/** A sentence as plain text with the words that matched marked. */
export function HitText({ text, ranges }: { text: string; ranges: readonly (readonly [number, number])[] }) {
  return titleSegments('', text, ranges).map(({ text: piece, isHit }, index) =>
    isHit ? (
      <mark className="hit" key={index}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
