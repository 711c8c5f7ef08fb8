import { createContext, useContext, type ReactNode } from 'react';
import type { ConversationStorage } from './storage.ts';
import { useHeldConversation, type HeldConversation } from './use-held-conversation.ts';

const ConversationContext = createContext<HeldConversation | null>(null);

/** Holds the conversation in view, so that an answer goes on while the reader looks at other pages. */
export function ConversationProvider(props: { storage: ConversationStorage; children: ReactNode }) {
  const held = useHeldConversation(props.storage);
  return <ConversationContext value={held}>{props.children}</ConversationContext>;
}

/** The conversation in view and what can be done with it. @throws Error outside of `ConversationProvider`. */
export function useConversation(): HeldConversation {
  const held = useContext(ConversationContext);
  if (!held) throw new Error('useConversation needs a ConversationProvider above it');
  return held;
}
