import { z } from 'zod';
import type { EntriesPage, EntrySummary, EntryView, ErrorBody, ErrorCode, HealthView } from '../protocol.ts';
import { HTTP_STATUS } from '../errors.ts';
import { calibration } from './openapi-answer.ts';

const offset = z.number().int().min(0).describe('UTF-16 offset into the text of the document');
const count = z.number().int().min(0);

export const entrySummary = z
  .object({
    id: z.string(),
    number: z.string().nullable().describe('As written in the document'),
    title: z.string().describe('The question as Markdown'),
    titleText: z.string().describe('The question as plain text'),
    document: z.string(),
    topics: z.array(z.string()),
  })
  .meta({ id: 'EntrySummary' }) satisfies z.ZodType<EntrySummary>;

const entryMatch = entrySummary
  .extend({
    match: z
      .object({ section: z.string(), text: z.string(), ranges: z.array(z.tuple([count, count])) })
      .optional()
      .describe('The sentence that passed the filter where the title did not'),
  })
  .meta({ id: 'EntryMatch' });

const documentSummary = z
  .object({
    path: z.string(),
    title: z.string(),
    entries: count,
    topics: z.array(z.object({ name: z.string(), path: z.array(z.string()), entries: count })),
  })
  .meta({ id: 'DocumentSummary' });

export const entriesPage = z
  .object({
    entries: z.array(entryMatch),
    total: count,
    cursor: z.string().optional().describe('Where the next page starts; absent on the last'),
    documents: z.array(documentSummary),
  })
  .meta({ id: 'EntriesPage' }) satisfies z.ZodType<EntriesPage>;

const section = z
  .object({
    kind: z.enum(['answer', 'indepth', 'other']),
    name: z.string(),
    start: offset,
    end: offset,
    markdown: z.string().describe('Exactly what stands in the document from `start` to `end`'),
    hash: z.string(),
    sentences: z.array(z.object({ start: offset, end: offset, text: z.string() })),
  })
  .meta({ id: 'Section' });

export const entryView = z
  .object({
    ...entrySummary.shape,
    repairs: z.array(z.object({ start: offset, end: offset, text: z.string() })),
    sections: z.array(section),
    hash: z.string(),
    previous: entrySummary.optional(),
    next: entrySummary.optional(),
    related: z.array(entrySummary),
  })
  .meta({ id: 'Entry' }) satisfies z.ZodType<EntryView>;

export const health = z
  .object({
    status: z.literal('ok'),
    version: z.string(),
    snapshot: z.object({
      id: z.string(),
      createdAt: z.string(),
      documents: count,
      entries: count,
      chunks: count,
    }),
    embedder: z.string(),
    reader: z.string().nullable(),
    composer: z.string(),
    modelHost: z.string().nullable().describe('`null`: nothing leaves the machine'),
    vectorIndex: z.enum(['hnsw', 'exact']),
    calibration,
    starters: z.array(entrySummary),
  })
  .meta({ id: 'Health' }) satisfies z.ZodType<HealthView>;

export const errorBody = z
  .object({ error: z.object({ code: z.enum(errorCodes()), message: z.string() }) })
  .meta({ id: 'Error' }) satisfies z.ZodType<ErrorBody>;

function errorCodes(): ErrorCode[] {
  return Object.keys(HTTP_STATUS).filter((code): code is ErrorCode => code in HTTP_STATUS);
}
