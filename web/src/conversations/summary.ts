import type { Conversation } from '../conversation/types.ts';

/** What the list shows of a conversation and searches in. */
export interface ConversationSummary {
  id: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  questions: number;
  /** Lower case: title, questions and answers. */
  words: string;
}

/** Longest text searched per conversation, in characters: some forty answers. */
const MAX_WORDS = 40_000;

export function summarize(conversation: Conversation): ConversationSummary {
  const { id, title, createdAt, updatedAt, turns } = conversation;
  const texts = turns.flatMap(({ question, answer }) => [question, answer.text]);
  const words = [title, ...texts].join('\n').slice(0, MAX_WORDS).toLowerCase();
  return { id, title, createdAt, updatedAt, questions: turns.length, words };
}

/** The conversations that hold every word of the search, in the order given. */
export function filterSummaries(
  summaries: readonly ConversationSummary[],
  search: string,
): ConversationSummary[] {
  const terms = search.toLowerCase().split(/\s+/).filter(Boolean);
  return summaries.filter(({ words }) => terms.every((term) => words.includes(term)));
}
