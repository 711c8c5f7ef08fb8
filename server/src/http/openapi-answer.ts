import { z } from 'zod';
import type { Answer, Calibration, Citation, FollowUp, RetrievalView, SearchResponse } from '../protocol.ts';

/** Schemas of what the server sends, the protocol's types once more as values: for OpenAPI, MCP and tests. */

const fraction = z.number().describe('0 to 1');
const offset = z.number().int().min(0);
const rank = z.number().int().min(1).nullable();
const verdict = z.enum(['supported', 'partial', 'unsupported']);
export const decision = z.enum(['answer', 'closest', 'refuse']);
export const outcome = z.enum(['answered', 'closest', 'refused', 'incomplete']);

export const citation = z
  .object({
    number: z.number().int().min(1),
    entryId: z.string(),
    title: z.string(),
    section: z.string().describe('`answer`, `indepth`, or the heading of the section'),
    document: z.string().describe('Path of the document, relative to the corpus folder'),
    start: offset.describe('UTF-16 offset into the text of the document'),
    end: offset,
    quote: z.string().describe('Exactly what stands in the document from `start` to `end`'),
    hash: z.string().describe('SHA-256 of the text of the section when the citation was made'),
  })
  .describe('A numbered link from a place in an answer to a span of a document')
  .meta({ id: 'Citation' }) satisfies z.ZodType<Citation>;

const reason = z.object({ rule: z.string(), text: z.string() });

export const sentenceVerdict = z
  .object({
    start: offset,
    end: offset,
    verdict,
    citations: z.array(z.number().int()),
    reasons: z.array(reason),
  })
  .describe('The verdict on one sentence of the text of the answer, markers included')
  .meta({ id: 'SentenceVerdict' });

export const followUp = z
  .object({
    question: z.string(),
    entryId: z.string(),
    kind: z.enum(['deeper', 'related', 'closest']),
    reason: z.string().optional(),
  })
  .describe('A next question that is known to be answerable')
  .meta({ id: 'FollowUp' }) satisfies z.ZodType<FollowUp>;

export const passage = z
  .object({
    chunkId: z.string(),
    entryId: z.string(),
    title: z.string(),
    section: z.string(),
    score: fraction,
    dense: z.number(),
    lexical: z.number(),
    denseRank: rank,
    lexicalRank: rank,
    answerable: fraction.optional(),
    fate: z.enum(['quoted', 'unused', 'below']),
    reason: z.string(),
  })
  .describe('A retrieved chunk with its scores and ranks')
  .meta({ id: 'Passage' });

const thresholds = z.object({ refuse: z.number(), answer: z.number() });

export const gate = z
  .object({
    decision,
    score: fraction,
    thresholds,
    reasons: z.array(z.string()),
    features: z.record(z.string(), z.number()),
    missing: z.array(z.string()),
  })
  .describe('What the evidence allows, and why')
  .meta({ id: 'Gate' });

export const retrieval = z
  .object({
    passages: z.array(passage),
    gate,
    repairs: z.array(z.tuple([z.string(), z.string()])).describe('Spelling repairs: as typed, as searched'),
    parts: z.array(z.object({ question: z.string(), decision, entryIds: z.array(z.string()) })).optional(),
  })
  .meta({ id: 'Retrieval' }) satisfies z.ZodType<RetrievalView>;

const milliseconds = z.number().min(0);
const timings = z.object({
  embed: milliseconds,
  retrieve: milliseconds,
  read: milliseconds,
  compose: milliseconds,
  verify: milliseconds,
  followUps: milliseconds,
  total: milliseconds,
});

export const notice = z.object({ code: z.string(), text: z.string() });

export const finishMetadata = z
  .object({
    outcome,
    composer: z.string().describe('`extractive`, or the name of the chat model'),
    notice: notice.optional(),
    rejectedCitations: z.number().int().min(0),
    timings,
  })
  .meta({ id: 'Finish' });

export const answer = z
  .object({
    id: z.string(),
    snapshot: z.string(),
    question: z.object({ asked: z.string(), standalone: z.string() }),
    text: z.string().describe('Markdown with `【n】` markers'),
    citations: z.array(citation),
    verdicts: z.array(sentenceVerdict),
    followUps: z.array(followUp),
    retrieval,
    ...finishMetadata.shape,
  })
  .meta({ id: 'Answer' }) satisfies z.ZodType<Answer>;

export const searchResponse = z
  .object({ question: z.string(), retrieval })
  .meta({ id: 'SearchResponse' }) satisfies z.ZodType<SearchResponse>;

export const calibration = z.object({
  source: z.enum(['corpus', 'prior']),
  thresholds,
  auroc: z.number().nullable(),
  samples: z.object({ answerable: z.number().int(), nearMiss: z.number().int() }),
  note: z.string(),
}) satisfies z.ZodType<Calibration>;
