import { useCallback, useEffect, useMemo, useState } from 'react';
import { useConversation } from '../conversation/ConversationProvider.tsx';
import type { Conversation } from '../conversation/types.ts';
import { conversationStorage } from './store.ts';
import { filterSummaries, type ConversationSummary } from './summary.ts';

/** A conversation in the list; `removed` holds what undo brings back. */
export interface ListedConversation {
  summary: ConversationSummary;
  removed: Conversation | null;
}

export interface ConversationsInList {
  /** `null` until the browser has answered. */
  listed: ListedConversation[] | null;
  /** How many there are without the search. */
  total: number;
  kept: boolean;
  rename: (id: string, title: string) => Promise<void>;
  remove: (summary: ConversationSummary) => Promise<void>;
  restore: (conversation: Conversation) => Promise<void>;
}

/** The stored conversations that match a search, newest first, and what can be done with them. */
export function useConversations(search: string): ConversationsInList {
  const { conversation: held, startNew, rename: renameHeld } = useConversation();
  const [summaries, setSummaries] = useState<ConversationSummary[] | null>(null);
  const [removed, setRemoved] = useState<ListedConversation[]>([]);
  const [kept, setKept] = useState(true);
  const heldId = held?.id;

  useEffect(() => {
    let current = true;
    const look = async () => {
      const [found, isKept] = [await conversationStorage.list(), await conversationStorage.isKept()];
      if (!current) return;
      setSummaries(found);
      setKept(isKept);
    };
    void look();
    const stop = conversationStorage.subscribe(() => void look());
    return () => {
      current = false;
      stop();
    };
  }, []);

  const rename = useCallback(
    async (id: string, title: string) => {
      renameHeld(id, title);
      await conversationStorage.rename(id, title);
    },
    [renameHeld],
  );
  const remove = useCallback(
    async (summary: ConversationSummary) => {
      // Left first: a page that still holds it would save it again.
      if (summary.id === heldId) startNew();
      const conversation = await conversationStorage.remove(summary.id);
      if (conversation) setRemoved((before) => [...before, { summary, removed: conversation }]);
    },
    [heldId, startNew],
  );
  const restore = useCallback(async (conversation: Conversation) => {
    await conversationStorage.restore(conversation);
    setRemoved((before) => before.filter(({ summary }) => summary.id !== conversation.id));
  }, []);

  const listed = useMemo(() => {
    if (!summaries) return null;
    const gone = new Set(removed.map(({ summary }) => summary.id));
    const present = filterSummaries(summaries, search).filter(({ id }) => !gone.has(id));
    return [...present.map((summary) => ({ summary, removed: null })), ...removed].sort(
      (first, second) => second.summary.updatedAt - first.summary.updatedAt,
    );
  }, [summaries, removed, search]);

  return { listed, total: summaries?.length ?? 0, kept, rename, remove, restore };
}
