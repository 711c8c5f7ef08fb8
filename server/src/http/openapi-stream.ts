import { z } from 'zod';
import type { AnswerPart } from '../protocol.ts';
import { citation, finishMetadata, followUp, notice, retrieval, sentenceVerdict } from './openapi-answer.ts';

const id = z.string();

/** One frame of the event stream of `POST /api/chat`; they come in the order of this union. */
export const answerPart = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('start'),
      messageId: id,
      messageMetadata: z.object({ snapshot: z.string(), composer: z.string() }),
    }),
    z.object({
      type: z.literal('data-question'),
      data: z.object({ asked: z.string(), standalone: z.string() }),
    }),
    z.object({ type: z.literal('data-retrieval'), data: retrieval }),
    z.object({ type: z.literal('data-notice'), data: notice, transient: z.literal(true) }),
    z.object({ type: z.literal('text-start'), id }),
    z.object({
      type: z.literal('data-citation'),
      data: citation.pick({ number: true, entryId: true, title: true, section: true }),
      transient: z.literal(true),
    }),
    z.object({ type: z.literal('text-delta'), id, delta: z.string() }),
    z.object({ type: z.literal('text-end'), id }),
    z.object({
      type: z.literal('source-document'),
      sourceId: z.string().describe('The number of the citation'),
      mediaType: z.literal('text/markdown'),
      title: z.string(),
      filename: z.string(),
      providerMetadata: z.object({
        indepth: citation.pick({
          entryId: true,
          section: true,
          start: true,
          end: true,
          quote: true,
          hash: true,
        }),
      }),
    }),
    z.object({ type: z.literal('data-verdicts'), data: z.array(sentenceVerdict) }),
    z.object({ type: z.literal('data-followups'), data: z.array(followUp) }),
    z.object({ type: z.literal('finish'), messageMetadata: finishMetadata }),
    z.object({ type: z.literal('error'), errorText: z.string().describe('`<code>: <sentence>`') }),
  ])
  .meta({ id: 'AnswerPart' }) satisfies z.ZodType<AnswerPart>;
