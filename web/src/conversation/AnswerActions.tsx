import { Icon, type IconName } from '../components/Icon.tsx';
import { Menu } from '../components/Menu.tsx';
import { useMessages } from '../components/Messages.tsx';
import { copyText } from '../components/copy-text.ts';
import { texts } from '../texts.ts';
import { markdownAnswer, plainAnswer } from './answer-text.ts';
import { useConversation } from './ConversationProvider.tsx';
import { isOpen } from './fold-parts.ts';
import { usePanel } from './PanelContext.ts';
import { BrowseCorpus } from './Refusal.tsx';
import type { Turn } from './types.ts';

interface AnswerActionsProps {
  turn: Turn;
  deeperId: string;
  onEdit: () => void;
}

/** What can be done with an answer that has ended. */
export function AnswerActions({ turn, deeperId, onEdit }: AnswerActionsProps) {
  const { askAgain, goDeeper, closeDeeper } = useConversation();
  const { panel, open } = usePanel();
  const { answer, deeper } = turn;
  const isRefusal = answer.finish?.outcome === 'refused';
  const hasText = answer.text !== '' && !isRefusal;
  const isWhyOpen = panel?.type === 'why' && panel.turnId === turn.id;
  return (
    <div className="actions" role="group" aria-label={texts.answer.actions}>
      {hasText && answer.citations.length > 0 && (
        <button
          className="action action-first"
          type="button"
          aria-expanded={deeper !== null}
          aria-controls={deeper ? deeperId : undefined}
          onClick={() => (deeper ? closeDeeper(turn.id) : goDeeper(turn.id))}
          aria-busy={deeper !== null && isOpen(deeper)}
        >
          <Icon name="deeper" />
          <span>{texts.answer.goDeeper}</span>
        </button>
      )}
      {answer.retrieval && (
        <button
          className="action"
          type="button"
          data-why={turn.id}
          aria-expanded={isWhyOpen}
          onClick={() => open({ type: 'why', turnId: turn.id })}
        >
          <Icon name="why" />
          <span>{isRefusal ? texts.answer.whyNot : texts.answer.why}</span>
        </button>
      )}
      {hasText && <CopyMenu turn={turn} />}
      {!isRefusal && (
        <Action icon="retry" name={texts.answer.retry} run={() => askAgain(turn.id, turn.question)} />
      )}
      <Action icon="edit" name={texts.answer.edit} run={onEdit} />
      {isRefusal && <BrowseCorpus />}
    </div>
  );
}

function Action({ icon, name, run }: { icon: IconName; name: string; run: () => void }) {
  return (
    <button className="action" type="button" onClick={run}>
      <Icon name={icon} />
      <span>{name}</span>
    </button>
  );
}

function CopyMenu({ turn }: { turn: Turn }) {
  const { show } = useMessages();
  const copy = async (text: string) => {
    show((await copyText(text)) ? texts.answer.copied : texts.answer.copyFailed);
  };
  return (
    <Menu
      label={texts.answer.copy}
      icon="copy"
      withText
      items={[
        { name: texts.answer.copyMarkdown, icon: 'link', run: () => void copy(markdownAnswer(turn)) },
        { name: texts.answer.copyPlain, icon: 'page', run: () => void copy(plainAnswer(turn)) },
      ]}
    />
  );
}
