import type { Conversation } from './types.ts';

/** Where conversations are kept; what the page needs of it while one is held. */
export interface ConversationStorage {
  /** `null` when no conversation of that id is kept here. */
  load(id: string): Promise<Conversation | null>;
  save(conversation: Conversation): Promise<void>;
}
