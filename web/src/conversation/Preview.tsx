import { useLayoutEffect, useRef } from 'react';
import type { Citation, SentenceVerdict } from '../../../server/src/protocol.ts';
import { documentName } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { LazyMarkdown } from '../markdown/LazyMarkdown.tsx';
import { useEntry } from '../source/use-entry.ts';
import { texts } from '../texts.ts';
import type { OpenPreview } from './preview-content.ts';
import { quoteInContext } from './quote-in-context.ts';

interface PreviewProps {
  preview: OpenPreview;
  onEnter: () => void;
  onLeave: () => void;
}

/** A citation's sentence in its context, or the reason of a verdict, beside the button that opened it. */
export function Preview({ preview, onEnter, onLeave }: PreviewProps) {
  const element = useRef<HTMLDivElement>(null);
  const { id, trigger, content } = preview;
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const observer = new ResizeObserver(() => place(box, trigger));
    place(box, trigger);
    observer.observe(box);
    return () => observer.disconnect();
  }, [trigger, content]);
  return (
    <div
      className="preview"
      id={id}
      role="tooltip"
      ref={element}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      {content.type === 'citation' ? (
        <CitationPreview number={content.number} source={content.source} />
      ) : (
        <VerdictPreview verdict={content.verdict} />
      )}
    </div>
  );
}

function CitationPreview({ number, source }: { number: number; source: Citation }) {
  const state = useEntry(source.entryId);
  const { text, start, end } = quoteInContext(source, state.type === 'loaded' ? state.entry : null);
  return (
    <>
      <p className="preview-head">
        <span className="cite-static">{number}</span>
        <span>{source.title}</span>
      </p>
      <div className="preview-quote prose">
        <LazyMarkdown text={text} ranges={[{ id: 'preview', start, end }]} components={QUOTED} />
      </div>
      <p className="preview-foot">
        {documentName(source.document)}, {texts.answer.section(source.section)}
      </p>
    </>
  );
}

const QUOTED = {
  'x-range': ({ children }: { children?: React.ReactNode }) => (
    <mark className="cited is-current">{children}</mark>
  ),
};

function VerdictPreview({ verdict }: { verdict: SentenceVerdict }) {
  const rules = verdict.reasons.map((reason) => reason.rule);
  return (
    <>
      <p className="preview-head">
        <Icon name={verdict.verdict === 'partial' ? 'half' : 'empty'} className="caution" />
        <span>{texts.verdict.label[verdict.verdict]}</span>
      </p>
      {verdict.reasons.length === 0 ? (
        <p className="preview-reason">{texts.verdict.noReason[verdict.verdict]}</p>
      ) : (
        verdict.reasons.map((reason) => (
          <p className="preview-reason" key={reason.text}>
            {reason.text}
          </p>
        ))
      )}
      {rules.length > 0 && <p className="preview-foot">{texts.verdict.rule(rules.join(', '))}</p>}
    </>
  );
}

/** Distances in px: to the trigger, and to the edges of the frame. */
const GAP = 8;
const EDGE = 24;

/** Below the trigger, or above where the dock would cover it; styles are set through the DOM, which the page's policy allows. */
function place(box: HTMLElement, trigger: HTMLElement) {
  const parent = box.offsetParent;
  if (!parent) return;
  const frame = parent.getBoundingClientRect();
  const at = trigger.getBoundingClientRect();
  const width = box.offsetWidth;
  const left = Math.min(Math.max(at.left - frame.left - width / 2, EDGE), frame.width - width - EDGE);
  const dockTop = document.querySelector('.dock')?.getBoundingClientRect().top ?? innerHeight;
  const isAbove = at.bottom + box.offsetHeight + GAP > dockTop && at.top - box.offsetHeight - GAP > 0;
  const top = isAbove ? at.top - frame.top - box.offsetHeight - GAP : at.bottom - frame.top + GAP;
  box.style.left = `${Math.max(left, 0)}px`;
  box.style.top = `${top}px`;
}
