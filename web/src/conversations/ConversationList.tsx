import { useDeferredValue, useState } from 'react';
import { useConversation } from '../conversation/ConversationProvider.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { ConversationRow, RemovedRow } from './ConversationRow.tsx';
import { ImportExport } from './ImportExport.tsx';
import { useConversations } from './use-conversations.ts';
import '../styles/corpus.css';
import '../styles/conversations.css';

/** Every conversation of this browser: search, open, rename, delete, export, import. */
export function ConversationList({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const { conversation: held } = useConversation();
  const { listed, total, kept, rename, remove, restore } = useConversations(useDeferredValue(search));
  const present = listed?.filter(({ removed }) => removed === null).length ?? 0;
  return (
    <Dialog title={texts.conversations.title} place="left" onClose={onClose}>
      <div className="conversations">
        {!kept && (
          <p className="notice">
            <Icon name="notice" />
            <span>{texts.conversations.notKept}</span>
          </p>
        )}
        {total > 0 && (
          <div className="filter is-in-dialog">
            <Icon name="filter" />
            <label className="sr-only" htmlFor="conversation-search">
              {texts.conversations.search}
            </label>
            <input
              id="conversation-search"
              className="filter-field"
              type="search"
              autoComplete="off"
              placeholder={texts.conversations.search}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <output className="filter-count" htmlFor="conversation-search">
              {texts.conversations.count(present, total)}
            </output>
          </div>
        )}
        {listed === null && <p className="rows-empty">{texts.conversations.loading}</p>}
        {listed?.length === 0 && (
          <p className="rows-empty">{total === 0 ? texts.conversations.none : texts.conversations.noMatch}</p>
        )}
        <ol className="rows">
          {listed?.map(({ summary, removed }) => (
            <li key={summary.id} className="conversation-row">
              {removed ? (
                <RemovedRow title={summary.title} onUndo={() => void restore(removed)} />
              ) : (
                <ConversationRow
                  summary={summary}
                  isHeld={summary.id === held?.id}
                  onOpen={onClose}
                  onRename={(title) => void rename(summary.id, title)}
                  onRemove={() => void remove(summary)}
                />
              )}
            </li>
          ))}
        </ol>
        <ImportExport hasAny={total > 0} />
      </div>
    </Dialog>
  );
}
