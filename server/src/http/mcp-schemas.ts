import { z } from 'zod';
import { citation, decision, finishMetadata, followUp } from './openapi-answer.ts';
import { collectionSchema, MAX_QUESTION_CHARACTERS } from './parse.ts';

/** What a conversation may depend on stands in its last turns. */
const MAX_TURNS = 10;
const MAX_ANSWER_CHARACTERS = 8000;
const MAX_PASSAGES = 20;

const question = z.string().trim().min(1, 'is empty').max(MAX_QUESTION_CHARACTERS);
const collection = collectionSchema
  .optional()
  .describe('Only one document (its path without .md) or one folder of documents');

export const askInput = z.object({
  question: question.describe('In plain words, as it would be asked in an interview'),
  history: z
    .array(
      z.object({
        question: z.string().max(MAX_QUESTION_CHARACTERS),
        answer: z.string().max(MAX_ANSWER_CHARACTERS),
      }),
    )
    .max(MAX_TURNS)
    .optional()
    .describe('Earlier turns, oldest first, for a question that depends on them'),
  depth: z.enum(['answer', 'deep']).optional().describe('`deep` adds the in-depth sections'),
  composer: z
    .literal('extractive')
    .optional()
    .describe('Answers with quoted sentences even where a chat model is configured'),
  collection,
});

export const askOutput = z.object({
  ...finishMetadata.omit({ timings: true }).shape,
  snapshot: z.string(),
  standalone: z.string().describe('The question as it was understood'),
  text: z.string().describe('Markdown with citation numbers as [n]'),
  citations: z.array(citation),
  followUps: z.array(followUp),
});

export const searchInput = z.object({
  question,
  k: z.number().int().min(1).max(MAX_PASSAGES).optional().describe('How many passages; 5 unless told'),
  collection,
});

export const searchOutput = z.object({
  decision: decision.describe('Whether the passages answer the question'),
  reasons: z.array(z.string()),
  passages: z.array(
    z.object({
      entryId: z.string(),
      title: z.string(),
      section: z.string(),
      score: z.number(),
      text: z.string().describe('The passage as plain text'),
    }),
  ),
});

export const entryInput = z.object({ id: z.string().min(1).max(1000).describe('An entryId') });

export const entryOutput = z.object({
  id: z.string(),
  title: z.string(),
  document: z.string(),
  topics: z.array(z.string()),
  sections: z.array(
    z.object({
      kind: z.enum(['answer', 'indepth', 'other']),
      name: z.string(),
      start: z.number().int().describe('UTF-16 offset into the document, where citations point'),
      end: z.number().int(),
      markdown: z.string(),
    }),
  ),
  related: z.array(z.object({ id: z.string(), title: z.string() })),
});
