import type { Conversation } from '../conversation/types.ts';
import { envelopeSchema, readConversation } from './json-format.ts';
import type { ConversationStore } from './store.ts';

/** Largest file that is read, in bytes: about two thousand answers; parsing it takes well under a second. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Ids as the page makes them; any other becomes one that is good for an address. */
const SAFE_ID = /^[\w-]{1,100}$/;

export interface ExportContent {
  conversations: Conversation[];
  /** Conversations that are not as the page writes them, by place in the file, from 1. */
  problems: { place: number; problem: string }[];
}

/** Why a whole file cannot be read. */
export type ExportFault = 'too-large' | 'not-json' | 'not-an-export';

export interface ImportReport {
  added: number;
  /** Already here, and the same. */
  unchanged: number;
  /** Another conversation has the id: added under a new one. */
  copied: number;
  problems: ExportContent['problems'];
}

/** Reads an exported file. Nothing in it runs, and nothing but what a conversation holds is taken. */
export function readExport(text: string): ExportContent | ExportFault {
  if (text.length > MAX_FILE_BYTES) return 'too-large';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) return 'not-an-export';
  const content: ExportContent = { conversations: [], problems: [] };
  for (const [index, item] of envelope.data.conversations.entries()) {
    const read = readConversation(item);
    if ('conversation' in read) content.conversations.push(read.conversation);
    else content.problems.push({ place: index + 1, problem: read.problem });
  }
  return content;
}

/** Puts what was read into the store; nothing that is already there is changed. */
export async function importInto(store: ConversationStore, content: ExportContent): Promise<ImportReport> {
  const report: ImportReport = { added: 0, unchanged: 0, copied: 0, problems: content.problems };
  for (const read of content.conversations) {
    const conversation = SAFE_ID.test(read.id) ? read : { ...read, id: crypto.randomUUID() };
    const present = await store.load(conversation.id);
    if (!present) {
      await store.restore(conversation);
      report.added += 1;
    } else if (isSame(present, conversation)) {
      report.unchanged += 1;
    } else {
      await store.restore({ ...conversation, id: crypto.randomUUID() });
      report.copied += 1;
    }
  }
  return report;
}

function isSame(first: Conversation, second: Conversation): boolean {
  return JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
}

/** The same value with its keys in one order, because a file may have been written by another hand. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}
