import { z } from 'zod';
import { chatRequestSchema } from './chat-request.ts';
import { entriesQuerySchema } from './entries.ts';
import { answer, searchResponse } from './openapi-answer.ts';
import { entriesPage, entryView, errorBody, health } from './openapi-corpus.ts';
import { practiceResponse } from './openapi-practice.ts';
import { answerPart } from './openapi-stream.ts';
import { completion, completionChunk, embeddingList, model, modelList, v1Error } from './openapi-v1.ts';
import { practiceRequestSchema } from './practice.ts';
import { searchQuerySchema } from './search.ts';
import { completionRequestSchema } from './v1-chat-request.ts';
import { embeddingsRequestSchema } from './v1-embeddings.ts';

/** One operation: the schemas that validate its request and describe its responses. */
export interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** One event of the stream that the operation can send instead. */
  readonly event?: z.ZodType;
  readonly errors: readonly number[];
  readonly error: z.ZodType;
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/chat',
    id: 'chat',
    summary:
      'Answers the last message: an AI SDK UI message stream, or one object with Accept: application/json',
    body: chatRequestSchema,
    response: answer,
    event: answerPart,
    errors: [400, 404, 413, 415, 503],
    error: errorBody,
  },
  {
    method: 'get',
    path: '/api/search',
    id: 'search',
    summary: 'The passages nearest to a question, with every score',
    query: searchQuerySchema,
    response: searchResponse,
    errors: [400, 404],
    error: errorBody,
  },
  {
    method: 'get',
    path: '/api/entries',
    id: 'listEntries',
    summary: 'The corpus page by page, filtered by words, document or collection',
    query: entriesQuerySchema,
    response: entriesPage,
    errors: [400],
    error: errorBody,
  },
  {
    method: 'get',
    path: '/api/entries/{id}',
    id: 'getEntry',
    summary: 'One entry with its sections and sentences',
    parameters: { id: 'The percent-encoded id of the entry' },
    response: entryView,
    errors: [404],
    error: errorBody,
  },
  {
    method: 'post',
    path: '/api/practice',
    id: 'practice',
    summary: "Scores an attempt at an entry's question by the key points of the entry",
    body: practiceRequestSchema,
    response: practiceResponse,
    errors: [400, 404, 413, 415],
    error: errorBody,
  },
  {
    method: 'get',
    path: '/api/health',
    id: 'health',
    summary: 'What is served, by which models, from which snapshot',
    response: health,
    errors: [],
    error: errorBody,
  },
  {
    method: 'post',
    path: '/v1/chat/completions',
    id: 'createChatCompletion',
    summary: 'The same answer for clients of the OpenAI API',
    body: completionRequestSchema,
    response: completion,
    event: completionChunk,
    errors: [400, 404, 413, 415, 503],
    error: v1Error,
  },
  {
    method: 'post',
    path: '/v1/embeddings',
    id: 'createEmbedding',
    summary: 'The vectors by which the corpus is searched',
    body: embeddingsRequestSchema,
    response: embeddingList,
    errors: [400, 404, 413, 415],
    error: v1Error,
  },
  {
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    summary: 'The chat models, which differ in depth, and the embedder',
    response: modelList,
    errors: [],
    error: v1Error,
  },
  {
    method: 'get',
    path: '/v1/models/{id}',
    id: 'getModel',
    summary: 'One model',
    parameters: { id: 'The id of the model' },
    response: model,
    errors: [404],
    error: v1Error,
  },
];
