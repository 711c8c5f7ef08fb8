import { createContext, useContext, useMemo } from 'react';
import type { Components } from 'react-markdown';
import type { SectionView } from '../../../server/src/protocol.ts';
import type { RangeProps } from '../markdown/elements.tsx';
import { Markdown } from '../markdown/Markdown.tsx';
import { splitBlocks, type Block } from '../markdown/split-blocks.ts';
import { MAX_PARSED } from '../markdown/too-complex.ts';
import type { Repair } from '../markdown/wrap-ranges.ts';
import { texts } from '../texts.ts';
import { marksIn, repairsIn, type SourceMark } from './source-marks.ts';

interface Marked {
  marks: readonly SourceMark[];
  /** The mark that is tinted, underlined and scrolled to. */
  currentId: string | null;
  /** Leads from a margin number back to the answer; absent where there is no answer. */
  onBack?: (number: number) => void;
}

const MarkedContext = createContext<Marked>({ marks: [], currentId: null });

interface SectionTextProps extends Marked {
  section: SectionView;
  repairs: readonly Repair[];
}

/** A section of an entry as rendered Markdown, with spans of it marked and encoding damage shown repaired. */
export function SectionText({ section, repairs, marks, currentId, onBack }: SectionTextProps) {
  const ranges = useMemo(() => marksIn(section, marks), [section, marks]);
  const repaired = useMemo(() => repairsIn(section, repairs), [section, repairs]);
  const marked = useMemo(() => ({ marks, currentId, onBack }), [marks, currentId, onBack]);
  return (
    <MarkedContext value={marked}>
      <div className="prose">
        {piecesOf(section.markdown).map(({ start, end }) => (
          <Markdown
            key={start}
            text={section.markdown.slice(start, end)}
            ranges={within(ranges, start, end)}
            repairs={within(repaired, start, end)}
            components={MARKED}
          />
        ))}
      </div>
    </MarkedContext>
  );
}

/** A section is parsed whole, so that its parts can refer to each other; a very long one block by block. */
function piecesOf(markdown: string): readonly Block[] {
  return markdown.length <= MAX_PARSED ? [{ start: 0, end: markdown.length }] : splitBlocks(markdown);
}

function within<T extends { start: number; end: number }>(
  spans: readonly T[],
  start: number,
  end: number,
): T[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
}

/** The text of all marks of one citation is the quote: the number in the margin is drawn, not written. */
function CitedSentence({ rangeId, isFirst, children }: RangeProps) {
  const { marks, currentId, onBack } = useContext(MarkedContext);
  const number = marks.find((mark) => mark.id === rangeId)?.number ?? null;
  const className = rangeId === currentId ? 'cited is-current' : 'cited';
  return (
    <mark className={className} id={isFirst ? rangeId : undefined} data-mark={number ?? undefined}>
      {isFirst && number !== null && onBack && (
        <button
          className="margin-cite"
          type="button"
          data-back={number}
          aria-label={texts.source.back(number)}
          onClick={() => onBack(number)}
        />
      )}
      {children}
    </mark>
  );
}

const MARKED: Components = { 'x-range': CitedSentence };
