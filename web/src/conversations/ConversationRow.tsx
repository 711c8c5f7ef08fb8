import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { conversationHref } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { exportConversations, type ExportFormat } from './export-conversations.ts';
import { RenameForm } from './RenameForm.tsx';
import { conversationStorage } from './store.ts';
import type { ConversationSummary } from './summary.ts';

interface ConversationRowProps {
  summary: ConversationSummary;
  /** Whether it is the one in view. */
  isHeld: boolean;
  onOpen: () => void;
  onRename: (title: string) => void;
  onRemove: () => void;
}

type RowMode = 'closed' | 'actions' | 'renaming';

export function ConversationRow({ summary, isHeld, onOpen, onRename, onRemove }: ConversationRowProps) {
  const [mode, setMode] = useState<RowMode>('closed');
  const more = useRef<HTMLButtonElement>(null);
  const { id, title, updatedAt, questions } = summary;
  const endRenaming = (renamed: string | null) => {
    if (renamed !== null) onRename(renamed);
    setMode('closed');
    requestAnimationFrame(() => more.current?.focus());
  };
  if (mode === 'renaming') return <RenameForm title={title} onEnd={endRenaming} />;
  const when = texts.conversations.when(updatedAt);
  return (
    <>
      <div className="conversation-line">
        <Link
          className="conversation-link"
          href={conversationHref(id)}
          aria-current={isHeld ? 'page' : undefined}
          onClick={onOpen}
        >
          <bdi className="conversation-title">{title}</bdi>
          <span className="conversation-meta">{texts.conversations.meta(when, questions)}</span>
        </Link>
        <button
          ref={more}
          className="icon-button"
          type="button"
          aria-expanded={mode === 'actions'}
          aria-label={texts.conversations.actions(title)}
          onClick={() => setMode(mode === 'actions' ? 'closed' : 'actions')}
        >
          <Icon name="more" />
        </button>
      </div>
      {mode === 'actions' && (
        <RowActions
          onRename={() => setMode('renaming')}
          onExport={(format) => void exportOne(id, format)}
          onRemove={onRemove}
        />
      )}
    </>
  );
}

function RowActions(props: {
  onRename: () => void;
  onExport: (format: ExportFormat) => void;
  onRemove: () => void;
}) {
  return (
    <div className="conversation-actions">
      <button className="action" type="button" onClick={props.onRename}>
        <Icon name="edit" />
        <span>{texts.conversations.rename}</span>
      </button>
      <button className="action" type="button" onClick={() => props.onExport('markdown')}>
        <Icon name="page" />
        <span className="sr-only">{texts.conversations.exportOne} </span>
        <span>{texts.conversations.exportMarkdown}</span>
      </button>
      <button className="action" type="button" onClick={() => props.onExport('json')}>
        <Icon name="page" />
        <span className="sr-only">{texts.conversations.exportOne} </span>
        <span>{texts.conversations.exportJson}</span>
      </button>
      <button className="action" type="button" onClick={props.onRemove}>
        <Icon name="close" />
        <span>{texts.conversations.remove}</span>
      </button>
    </div>
  );
}

/** Stands where the conversation stood, and takes the focus, so that undoing is the next thing at hand. */
export function RemovedRow({ title, onUndo }: { title: string; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <div className="conversation-line is-removed">
      <p role="status">
        <bdi>{texts.conversations.removed(title)}</bdi>
      </p>
      <button ref={undo} className="action" type="button" onClick={onUndo}>
        <Icon name="retry" />
        <span>{texts.conversations.undo}</span>
      </button>
    </div>
  );
}

async function exportOne(id: string, format: ExportFormat) {
  const conversation = await conversationStorage.load(id);
  if (conversation) await exportConversations([conversation], format);
}
