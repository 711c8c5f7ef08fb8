import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AskRequest, Turn } from '../ask.ts';
import { AppError } from '../errors.ts';
import { collectionSchema, MAX_QUESTION_CHARACTERS, parse } from './parse.ts';

const MAX_MESSAGES = 100;
const MAX_PARTS = 200;
/** Earlier turns that are read: what a question may depend on stands in the last few. */
const MAX_TURNS = 10;
/** Longest earlier answer that is read, in UTF-16 units; the rest is cut. */
const MAX_ANSWER_CHARACTERS = 8000;

const message = z.looseObject({
  role: z.enum(['user', 'assistant', 'system']),
  /** Parts of other types (sources, data, files, reasoning, tools) are what a client received: they are ignored. */
  parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).max(MAX_PARTS),
});

/** The body of `POST /api/chat`; it is also what the AI SDK's `useChat` sends. Unknown keys are ignored. */
export const chatRequestSchema = z.looseObject({
  id: z.string().max(200).optional(),
  messages: z
    .array(message)
    .min(1, 'holds no message')
    .max(MAX_MESSAGES, `holds more than ${MAX_MESSAGES} messages; send the last ones`),
  depth: z.enum(['answer', 'deep']).optional(),
  composer: z.literal('extractive').optional(),
  collection: collectionSchema.optional(),
});

type Message = z.infer<typeof message>;

/**
 * The question that a chat request asks, with the turns before it.
 * @throws AppError `bad_request` that names the offending field.
 */
export function parseChatRequest(body: unknown): AskRequest {
  const { messages, depth = 'answer', composer, collection } = parse(chatRequestSchema, body);
  return {
    id: randomUUID(),
    question: questionOf(messages),
    history: turnsOf(messages.slice(0, -1)),
    depth,
    composer,
    collection,
  };
}

function questionOf(messages: readonly Message[]): string {
  const position = messages.length - 1;
  const last = messages[position];
  if (last?.role !== 'user') {
    throw new AppError(
      'bad_request',
      `messages[${position}].role: is "${last?.role ?? ''}"; the last message must be the user's.`,
    );
  }
  const question = textOf(last);
  if (question === '') {
    throw new AppError('bad_request', `messages[${position}].parts: hold no text. Type a question.`);
  }
  if (question.length > MAX_QUESTION_CHARACTERS) {
    throw new AppError(
      'bad_request',
      `messages[${position}].parts: the question has ${question.length} characters; at most ${MAX_QUESTION_CHARACTERS} are read. Shorten it.`,
    );
  }
  return question;
}

/** Pairs each question with the answer that followed it, oldest first; the last turns only. */
function turnsOf(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const each of messages) {
    const text = textOf(each);
    if (each.role === 'user') {
      turns.push({ question: text.slice(0, MAX_QUESTION_CHARACTERS), answer: '' });
    } else if (each.role === 'assistant') {
      const asked = turns.pop();
      const answer = [asked?.answer, text].filter(Boolean).join('\n').slice(0, MAX_ANSWER_CHARACTERS);
      if (asked !== undefined) turns.push({ ...asked, answer });
    }
  }
  return turns.filter(({ question }) => question !== '').slice(-MAX_TURNS);
}

function textOf({ parts }: Message): string {
  return parts
    .flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
    .join('\n')
    .trim();
}
