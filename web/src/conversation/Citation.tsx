import { texts } from '../texts.ts';
import { useAnswerInView } from './AnswerContext.ts';
import { moveBetweenCitations } from './move-between-citations.ts';
import { usePanel } from './PanelContext.ts';
import { usePreviewTrigger } from './PreviewContext.tsx';
import type { ShownCitation } from './shown-answer.ts';

/** A numbered button in the text; a marker that no citation stands behind shows nothing. */
export function Citation({ citeNumber }: { citeNumber: number }) {
  const { citations, turnId } = useAnswerInView();
  const citation = citations.get(citeNumber);
  return citation ? <CitationButton citation={citation} turnId={turnId} /> : null;
}

export function CitationButton({ citation, turnId }: { citation: ShownCitation; turnId: string }) {
  const { panel, open } = usePanel();
  const { number, title, section, source } = citation;
  const preview = usePreviewTrigger(source && { type: 'citation', number, source });
  const isCurrent = panel?.type === 'source' && panel.turnId === turnId && panel.number === number;
  return (
    <button
      {...preview.props}
      className="cite"
      type="button"
      data-cite={number}
      data-turn={turnId}
      aria-label={texts.answer.citationFull(number, title, texts.answer.section(section))}
      aria-current={isCurrent || undefined}
      onClick={() => source && open({ type: 'source', turnId, number })}
      onKeyDown={moveBetweenCitations}
    >
      {number}
    </button>
  );
}
