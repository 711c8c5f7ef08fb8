import { z } from 'zod';
import { citation, followUp, notice, outcome } from './openapi-answer.ts';
import type { Completion, CompletionChunk } from './v1-completion.ts';
import type { V1ErrorBody } from './v1-errors.ts';

const tokens = z.number().int().min(0);
const usage = z.object({ prompt_tokens: tokens, completion_tokens: tokens, total_tokens: tokens });
const finishReason = z.enum(['stop', 'length']);

/** Fields of ours beside those of OpenAI; a housekeeping request gets none. */
const extras = {
  citations: z.array(citation).optional(),
  indepth: z
    .object({
      outcome,
      composer: z.string(),
      snapshot: z.string(),
      notice: notice.optional(),
      follow_ups: z.array(followUp),
    })
    .optional(),
};

export const completion = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.number().int(),
    model: z.string(),
    choices: z.tuple([
      z.object({
        index: z.literal(0),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string().describe('Markdown with citation numbers as [n] and a list of sources'),
          refusal: z.null(),
        }),
        logprobs: z.null(),
        finish_reason: finishReason,
      }),
    ]),
    usage,
    ...extras,
  })
  .meta({ id: 'ChatCompletion' }) satisfies z.ZodType<Completion>;

export const completionChunk = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion.chunk'),
    created: z.number().int(),
    model: z.string(),
    choices: z.array(
      z.object({
        index: z.literal(0),
        delta: z.object({ role: z.literal('assistant').optional(), content: z.string().optional() }),
        logprobs: z.null(),
        finish_reason: finishReason.nullable(),
      }),
    ),
    usage: usage.nullable().optional(),
    ...extras,
  })
  .meta({ id: 'ChatCompletionChunk' }) satisfies z.ZodType<CompletionChunk>;

export const model = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.number().int(),
    owned_by: z.literal('indepth'),
  })
  .meta({ id: 'Model' });

export const modelList = z
  .object({ object: z.literal('list'), data: z.array(model) })
  .meta({ id: 'ModelList' });

export const embeddingList = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        object: z.literal('embedding'),
        index: z.number().int().min(0),
        embedding: z.union([
          z.array(z.number()),
          z.string().describe('Base64 of 32-bit floats, little-endian'),
        ]),
      }),
    ),
    model: z.string(),
    usage: z.object({ prompt_tokens: tokens, total_tokens: tokens }),
  })
  .meta({ id: 'EmbeddingList' });

export const v1Error = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'OpenAIError' }) satisfies z.ZodType<V1ErrorBody>;
