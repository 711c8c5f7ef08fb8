import { Suspense, lazy, useCallback, useMemo, useState } from 'react';
import { usePageTitle } from '../components/page-title.ts';
import { useEscape } from '../components/escape.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusLine } from '../StatusLine.tsx';
import { texts } from '../texts.ts';
import { AskBox } from './AskBox.tsx';
import { openAnswer } from './conversation-reducer.ts';
import { useConversation } from './ConversationProvider.tsx';
import { findCitation } from './move-between-citations.ts';
import { PanelContext, type OpenPanel } from './PanelContext.ts';
import { PreviewArea } from './PreviewContext.tsx';
import { TurnView } from './Turn.tsx';
import type { Conversation } from './types.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useFollowEnd } from './use-follow-end.ts';

const SourcePanel = lazy(() => import('../source/SourcePanel.tsx').then((m) => ({ default: m.SourcePanel })));
const WhyPanel = lazy(() => import('../explanation/WhyPanel.tsx').then((m) => ({ default: m.WhyPanel })));

/** A conversation, the field for the next question, and the panel beside it. */
export function ConversationView({ conversation }: { conversation: Conversation }) {
  const { ask, stop, busy } = useConversation();
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const end = useFollowEnd(conversation, busy);
  usePageTitle(conversation.title);
  useAnnouncements(conversation);

  const close = useCallback(() => {
    const opener = panel && openerOf(panel);
    setPanel(null);
    // After the rest of the page has become reachable again.
    requestAnimationFrame(() => opener?.focus());
  }, [panel]);
  useEscape(panel !== null, close);
  const panels = useMemo(() => ({ panel, open: setPanel }), [panel]);
  const turn = conversation.turns.find((one) => one.id === panel?.turnId);
  const last = conversation.turns.at(-1);
  const isRefused = last?.answer.finish?.outcome === 'refused';

  return (
    <PanelContext value={panels}>
      <div className={panel ? 'with-panel has-panel' : 'with-panel'}>
        <div className="conversation-column">
          <div className="conversation">
            <h1 className="sr-only">{texts.conversation.heading(conversation.title)}</h1>
            <PreviewArea>
              {conversation.turns.map((one) => (
                <TurnView key={one.id} turn={one} isLast={one === last} />
              ))}
            </PreviewArea>
          </div>
          <div className="dock">
            {end.isAway && (
              <button className="to-end" type="button" onClick={end.goToEnd}>
                <Icon name="down" />
                <span>{texts.conversation.toEnd}</span>
              </button>
            )}
            <AskBox
              label={texts.askBox.followUp}
              placeholder={isRefused ? texts.askBox.another : texts.askBox.followUp}
              onAsk={ask}
              onStop={busy ? stop : undefined}
              inheritsFocus={busy && conversation.turns.length === 1}
            />
            <StatusLine progress={progressOf(conversation)} />
          </div>
        </div>
        {panel && turn && (
          <Suspense>
            {panel.type === 'source' ? (
              <SourcePanel turn={turn} number={panel.number} onClose={close} />
            ) : (
              <WhyPanel turn={turn} onClose={close} />
            )}
          </Suspense>
        )}
      </div>
    </PanelContext>
  );
}

function openerOf(panel: OpenPanel): HTMLElement | null {
  return panel.type === 'source'
    ? findCitation(panel.turnId, panel.number)
    : document.querySelector<HTMLElement>(`[data-why="${CSS.escape(panel.turnId)}"]`);
}

/** What the answer that is being written is written from; `null` where there is none. */
function progressOf(conversation: Conversation): string | null {
  const open = openAnswer(conversation);
  const answer = conversation.turns.find((turn) => turn.id === open?.turnId)?.[open?.slot ?? 'answer'];
  const entries = new Set(answer?.announced.map((one) => one.entryId)).size;
  return answer && entries > 0 ? texts.answer.writing(entries) : null;
}
