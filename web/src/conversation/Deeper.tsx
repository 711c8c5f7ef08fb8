import { useMemo } from 'react';
import { entryNumber } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { AnswerBody } from './AnswerBody.tsx';
import { faultText } from './Fault.tsx';
import { isOpen } from './fold-parts.ts';
import { showDeeper } from './shown-answer.ts';
import type { Turn } from './types.ts';

/** The same question answered from the in-depth sections, indented under its answer. */
export function Deeper({ turn, id }: { turn: Turn; id: string }) {
  const { answer, deeper } = turn;
  const shown = useMemo(() => deeper && showDeeper(answer, deeper), [answer, deeper]);
  if (!deeper || !shown) return null;
  const isGrowing = isOpen(deeper);
  // Quoted text comes at once, and what stands above already can only be left out when all of it is there.
  const isHeld = isGrowing && deeper.composer === 'extractive';
  const fault = faultText(deeper);
  const entries = isGrowing ? [] : entryNumbers(shown.text, shown.citations);
  return (
    <section
      className={entries.length === 1 ? 'deeper is-of-one-entry' : 'deeper'}
      id={id}
      aria-label={texts.answer.deeper}
      aria-busy={isGrowing}
    >
      <p className="deeper-title">
        <Icon name="deeper" />
        {texts.answer.deeperTitle(entries)}
      </p>
      {isGrowing && (isHeld || shown.text === '') && (
        <p className="progress-line">{texts.answer.searching}</p>
      )}
      {!isHeld && <AnswerBody shown={shown} turnId={turn.id} isGrowing={isGrowing} />}
      {deeper.phase === 'done' && shown.text.trim() === '' && <p>{texts.answer.deeperNothing}</p>}
      {fault !== null && <p className="progress-line">{fault}</p>}
    </section>
  );
}

function entryNumbers(text: string, citations: ReturnType<typeof showDeeper>['citations']): string[] {
  const cited = [...citations].filter(([marker]) => text.includes(`【${marker}】`));
  return [...new Set(cited.flatMap(([, { entryId }]) => entryNumber(entryId) ?? []))];
}
