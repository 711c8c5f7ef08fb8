import type { RangeProps } from '../markdown/elements.tsx';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { useAnswerInView } from './AnswerContext.ts';
import { usePreviewTrigger } from './PreviewContext.tsx';
import type { SentenceVerdict } from '../../../server/src/protocol.ts';

/** A sentence that its sources support in part or not at all: a quiet line under it, and the word with its reason. */
export function Claim({ rangeId, isLast, children }: RangeProps) {
  const verdict = useAnswerInView().verdictOf(rangeId);
  if (!verdict) return children;
  return (
    <span className={`claim is-${verdict.verdict}`}>
      {children}
      {isLast && <VerdictWord verdict={verdict} />}
    </span>
  );
}

function VerdictWord({ verdict }: { verdict: SentenceVerdict }) {
  const preview = usePreviewTrigger({ type: 'verdict', verdict });
  return (
    <button {...preview.props} onClick={preview.openNow} className="verdict" type="button">
      <Icon name={verdict.verdict === 'partial' ? 'half' : 'empty'} />
      <span>{texts.verdict.word[verdict.verdict]}</span>
    </button>
  );
}
