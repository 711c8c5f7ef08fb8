import type { DBSchema, IDBPDatabase } from 'idb';
import { openDatabase } from '../conversations/open-database.ts';
import type { PracticeAttempt, PracticeCard, Progress } from './types.ts';

export interface ProgressStore {
  load(): Promise<Progress>;
  saveCard(card: PracticeCard): Promise<void>;
  addAttempt(attempt: PracticeAttempt): Promise<void>;
  /** `false` where the browser keeps nothing. */
  isKept(): Promise<boolean>;
  /** Calls back after every change, made here or in another tab. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

interface Schema extends DBSchema {
  cards: { key: string; value: PracticeCard };
  attempts: { key: number; value: PracticeAttempt };
}

type Database = IDBPDatabase<Schema>;

const VERSION = 1;

/** What was practised in this browser; where storage is denied, on this page. */
export function createProgressStore(name = 'indepth-practice'): ProgressStore {
  const cards = new Map<string, PracticeCard>();
  const attempts: PracticeAttempt[] = [];
  let hasFailed = false;
  const listeners = new Set<() => void>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  const tellListeners = () => listeners.forEach((listener) => listener());
  channel?.addEventListener('message', tellListeners);
  let opened: Promise<Database | null> | undefined;
  const open = () => (opened ??= openDatabase<Schema>(name, VERSION, createStores));

  /** Writes to the database, or, where it refuses, to memory. */
  const write = async (toDatabase: (database: Database) => Promise<unknown>, toMemory: () => void) => {
    const database = await open();
    try {
      if (database) await toDatabase(database);
      else toMemory();
    } catch {
      // No space left: the page goes on in memory, and `isKept` tells the reader.
      hasFailed = true;
      toMemory();
    }
    channel?.postMessage(null);
    tellListeners();
  };

  return {
    load: async () => {
      const database = await open();
      const stored = (await database?.getAll('cards')) ?? [];
      const kept = (await database?.getAll('attempts')) ?? [];
      return {
        cards: new Map([...stored.map((card) => [card.entryId, card] as const), ...cards]),
        attempts: [...kept, ...attempts],
      };
    },
    saveCard: (card) =>
      write(
        (database) => database.put('cards', card),
        () => cards.set(card.entryId, card),
      ),
    addAttempt: (attempt) =>
      write(
        (database) => database.add('attempts', attempt),
        () => attempts.push(attempt),
      ),
    isKept: async () => (await open()) !== null && !hasFailed,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      channel?.close();
      (await open())?.close();
    },
  };
}

/** The store that the whole page shares. */
export const progressStore = createProgressStore();

function createStores(database: Database, oldVersion: number) {
  if (oldVersion < 1) {
    database.createObjectStore('cards', { keyPath: 'entryId' });
    database.createObjectStore('attempts', { autoIncrement: true });
  }
}
