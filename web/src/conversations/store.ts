import type { DBSchema, IDBPDatabase } from 'idb';
import type { ConversationStorage } from '../conversation/storage.ts';
import type { Conversation } from '../conversation/types.ts';
import { mergeConversations } from './merge-conversations.ts';
import { openDatabase } from './open-database.ts';
import { summarize, type ConversationSummary } from './summary.ts';

export interface ConversationStore extends ConversationStorage {
  /** Newest first. */
  list(): Promise<ConversationSummary[]>;
  /** Newest first. */
  all(): Promise<Conversation[]>;
  rename(id: string, title: string): Promise<void>;
  /** Removes a conversation and returns it, for `restore`; `null` when it is not there. */
  remove(id: string): Promise<Conversation | null>;
  /** Writes a conversation as it is, over whatever is kept under its id. */
  restore(conversation: Conversation): Promise<void>;
  /** Whether everything written so far outlives the page; `false` where the browser keeps nothing. */
  isKept(): Promise<boolean>;
  /** Calls back after every change, made here or in another tab. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

interface Schema extends DBSchema {
  conversations: { key: string; value: Conversation };
  summaries: { key: string; value: ConversationSummary };
}

type Database = IDBPDatabase<Schema>;

const VERSION = 1;

/** The conversations of this browser, shared between its tabs; where storage is denied, of this page. */
export function createConversationStore(name = 'indepth-conversations'): ConversationStore {
  /** What the browser would not keep, by id. `null`: removed. */
  const memory = new Map<string, Conversation | null>();
  /** What this tab read or wrote last, by id. */
  const bases = new Map<string, Conversation>();
  const listeners = new Set<() => void>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  const tellListeners = () => listeners.forEach((listener) => listener());
  channel?.addEventListener('message', tellListeners);

  let opened: Promise<Database | null> | undefined;
  const open = () => (opened ??= openDatabase<Schema>(name, VERSION, createStores));
  /** Operations run one after another, so that a save begun before a removal cannot bring back what was removed. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(operation: (database: Database | null) => Promise<T>): Promise<T> => {
    const result = queue.then(open).then(operation);
    queue = result.catch(() => undefined);
    return result;
  };

  const read = async (database: Database | null, id: string): Promise<Conversation | undefined> => {
    const held = memory.get(id);
    if (held !== undefined) return held ?? undefined;
    return database?.get('conversations', id);
  };
  const write = async (database: Database | null, id: string, conversation: Conversation | null) => {
    if (conversation) bases.set(id, conversation);
    else bases.delete(id);
    if (database && (await tryWrite(database, id, conversation))) memory.delete(id);
    else memory.set(id, conversation);
    channel?.postMessage(id);
    tellListeners();
  };
  const all = async (database: Database | null): Promise<Conversation[]> => {
    const stored = (await database?.getAll('conversations')) ?? [];
    return newestFirst(overlay(stored, memory, (conversation) => conversation));
  };

  return {
    load: (id) =>
      inTurn(async (database) => {
        const stored = await read(database, id);
        if (stored) bases.set(id, stored);
        return stored ?? null;
      }),
    save: (conversation) =>
      inTurn(async (database) => {
        const { id } = conversation;
        const base = bases.get(id);
        const stored = await read(database, id);
        // It was removed in another tab, and nothing happened here since.
        if (!stored && base?.updatedAt === conversation.updatedAt) return;
        const merged = mergeConversations(base, stored, conversation);
        if (stored && isSame(stored, merged)) return;
        await write(database, id, merged);
      }),
    list: () =>
      inTurn(async (database) => {
        const stored = (await database?.getAll('summaries')) ?? [];
        return newestFirst(overlay(stored, memory, summarize));
      }),
    all: () => inTurn(all),
    rename: (id, title) =>
      inTurn(async (database) => {
        const stored = await read(database, id);
        if (stored) await write(database, id, { ...stored, title });
      }),
    remove: (id) =>
      inTurn(async (database) => {
        const stored = await read(database, id);
        if (stored) await write(database, id, null);
        return stored ?? null;
      }),
    restore: (conversation) =>
      inTurn(async (database) => {
        await write(database, conversation.id, conversation);
      }),
    isKept: () => inTurn((database) => Promise.resolve(database !== null && memory.size === 0)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () =>
      inTurn((database) => {
        channel?.close();
        database?.close();
        return Promise.resolve();
      }),
  };
}

/** The store that the whole page shares. */
export const conversationStorage = createConversationStore();

function createStores(database: Database, oldVersion: number) {
  if (oldVersion < 1) {
    database.createObjectStore('conversations', { keyPath: 'id' });
    database.createObjectStore('summaries', { keyPath: 'id' });
  }
}

/** `false` when the browser refuses: no space left, or the database was taken away. */
async function tryWrite(database: Database, id: string, conversation: Conversation | null): Promise<boolean> {
  try {
    const transaction = database.transaction(['conversations', 'summaries'], 'readwrite');
    const conversations = transaction.objectStore('conversations');
    const summaries = transaction.objectStore('summaries');
    await Promise.all(
      conversation
        ? [conversations.put(conversation), summaries.put(summarize(conversation)), transaction.done]
        : [conversations.delete(id), summaries.delete(id), transaction.done],
    );
    return true;
  } catch {
    // The page goes on in memory; `isKept` tells the reader.
    return false;
  }
}

function overlay<T extends { id: string }>(
  stored: readonly T[],
  memory: ReadonlyMap<string, Conversation | null>,
  view: (conversation: Conversation) => T,
): T[] {
  const held = [...memory.values()].filter((conversation) => conversation !== null).map(view);
  return [...stored.filter(({ id }) => !memory.has(id)), ...held];
}

function newestFirst<T extends { updatedAt: number }>(items: T[]): T[] {
  return items.sort((first, second) => second.updatedAt - first.updatedAt);
}

function isSame(first: Conversation, second: Conversation): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
