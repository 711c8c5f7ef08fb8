import { useCallback, useMemo, useRef, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { documentName, entryHref } from '../address.ts';
import { copyText } from '../components/copy-text.ts';
import { Icon } from '../components/Icon.tsx';
import { useMessages } from '../components/Messages.tsx';
import { Panel } from '../components/Panel.tsx';
import { findCitation } from '../conversation/move-between-citations.ts';
import { usePanel } from '../conversation/PanelContext.ts';
import { turnCitations, type ShownCitation } from '../conversation/shown-answer.ts';
import type { Turn } from '../conversation/types.ts';
import { texts } from '../texts.ts';
import { SourceBody } from './SourceBody.tsx';
import { useEntry } from './use-entry.ts';
import { useRevealed } from './use-revealed.ts';

interface SourcePanelProps {
  turn: Turn;
  number: number;
  onClose: () => void;
}

/** The source page beside the answer: the entry of the current citation, with every cited sentence of this turn. */
export function SourcePanel({ turn, number, onClose }: SourcePanelProps) {
  const { open } = usePanel();
  const panel = useRef<HTMLElement>(null);
  const citations = useMemo(() => turnCitations(turn), [turn]);
  const at = citations.findIndex((one) => one.number === number);
  const citation = citations[at];
  const state = useEntry(citation?.entryId ?? null);
  useRevealed(panel, { turnId: turn.id, number, state });

  const goTo = (next: ShownCitation | undefined) => {
    if (next) open({ type: 'source', turnId: turn.id, number: next.number });
  };
  const back = useCallback(
    (to: number) => {
      onClose();
      requestAnimationFrame(() => findCitation(turn.id, to)?.focus());
    },
    [onClose, turn.id],
  );
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = stepOf(event);
    if (by === 0 || !citations[at + by]) return;
    event.preventDefault();
    goTo(citations[at + by]);
  };
  if (!citation?.source) return null;
  return (
    <Panel label={texts.source.label} onClose={onClose} onKeyDown={step} ref={panel}>
      <header className="panel-head">
        <nav className="breadcrumb" aria-label={texts.source.breadcrumb}>
          <ol>
            <li>
              <Link href="/corpus">{documentName(citation.source.document)}</Link>
            </li>
            <li aria-current="page">{citation.title}</li>
          </ol>
        </nav>
        <button className="icon-button" type="button" aria-label={texts.source.closeSource} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="panel-tools">
        <div className="stepper" role="group" aria-label={texts.source.citations}>
          <button
            className="icon-button"
            type="button"
            aria-label={texts.source.previous}
            disabled={at <= 0}
            onClick={() => goTo(citations[at - 1])}
          >
            <Icon name="left" />
          </button>
          <span className="stepper-text">
            {texts.source.step} <b>{number}</b> {texts.source.of} {citations.length}
          </span>
          <button
            className="icon-button"
            type="button"
            aria-label={texts.source.next}
            disabled={at >= citations.length - 1}
            onClick={() => goTo(citations[at + 1])}
          >
            <Icon name="right" />
          </button>
        </div>
        <PanelLinks citation={citation} />
      </div>
      <div className="panel-body">
        <SourceBody state={state} citation={citation} citations={citations} onBack={back} />
      </div>
    </Panel>
  );
}

/** Arrow keys step through the citations, but in code they scroll. */
function stepOf(event: KeyboardEvent<HTMLElement>): number {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return 0;
  if (event.target instanceof HTMLElement && event.target.closest('pre, .table-scroll')) return 0;
  return event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
}

function PanelLinks({ citation }: { citation: ShownCitation }) {
  const { show } = useMessages();
  const href = entryHref(citation.entryId, citation.source ?? undefined);
  const copyLink = async () => {
    const done = await copyText(new URL(href, location.href).href);
    show(done ? texts.source.linkCopied : texts.answer.copyFailed);
  };
  return (
    <div className="panel-links">
      <button className="action" type="button" onClick={() => void copyLink()}>
        <Icon name="link" />
        <span>{texts.source.copyLink}</span>
      </button>
      <Link className="action" href={href}>
        <Icon name="page" />
        <span>{texts.source.openEntry}</span>
      </Link>
    </div>
  );
}
