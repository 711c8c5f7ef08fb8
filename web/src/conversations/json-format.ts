import * as z from 'zod/mini';
import type {
  Citation,
  FinishMetadata,
  FollowUp,
  RetrievalView,
  SentenceVerdict,
} from '../../../server/src/protocol.ts';
import type { AnswerState, Conversation, Turn } from '../conversation/types.ts';

// Without this, zod tries to compile code, which the content security policy refuses and reports.
z.config({ jitless: true });

/** Bounds of an imported file: well above what a page writes, well below what would freeze one. */
const MAX_LINE = 4_000;
const MAX_TEXT = 200_000;
const MAX_ITEMS = 1_000;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const line = z.string().check(z.maxLength(MAX_LINE));
const text = z.string().check(z.maxLength(MAX_TEXT));
const count = z.int().check(z.minimum(0));
const time = z.number().check(z.minimum(0), z.maximum(8.64e15));
const list = <Item extends z.ZodMiniType>(item: Item, max = MAX_ITEMS) =>
  z.array(item).check(z.maxLength(max));
const decision = z.enum(['answer', 'closest', 'refuse']);

const passage = z.object({
  chunkId: line,
  entryId: line,
  title: line,
  section: line,
  score: z.number(),
  dense: z.number(),
  lexical: z.number(),
  denseRank: z.nullable(z.number()),
  lexicalRank: z.nullable(z.number()),
  answerable: z.optional(z.number()),
  fate: z.enum(['quoted', 'unused', 'below']),
  reason: line,
});

const gate = z.object({
  decision,
  score: z.number(),
  thresholds: z.object({ refuse: z.number(), answer: z.number() }),
  reasons: list(line),
  features: z.record(z.string().check(z.maxLength(100)), z.number()),
  missing: list(line),
});

const retrieval = z.object({
  passages: list(passage),
  gate,
  repairs: list(z.tuple([line, line])),
  parts: z.optional(list(z.object({ question: line, decision, entryIds: list(line) }))),
}) satisfies z.ZodMiniType<RetrievalView>;

const citation = z.object({
  number: count,
  entryId: line,
  title: line,
  section: line,
  document: line,
  start: count,
  end: count,
  quote: text,
  hash: line,
}) satisfies z.ZodMiniType<Citation>;

const verdict = z.object({
  start: count,
  end: count,
  verdict: z.enum(['supported', 'partial', 'unsupported']),
  citations: list(count),
  reasons: list(z.object({ rule: line, text: line })),
}) satisfies z.ZodMiniType<SentenceVerdict>;

const followUp = z.object({
  question: line,
  entryId: line,
  kind: z.enum(['deeper', 'related', 'closest']),
  reason: z.optional(line),
}) satisfies z.ZodMiniType<FollowUp>;

const finish = z.object({
  outcome: z.enum(['answered', 'closest', 'refused', 'incomplete']),
  composer: line,
  notice: z.optional(z.object({ code: line, text: line })),
  rejectedCitations: count,
  timings: z.object({
    embed: z.number(),
    retrieve: z.number(),
    read: z.number(),
    compose: z.number(),
    verify: z.number(),
    followUps: z.number(),
    total: z.number(),
  }),
}) satisfies z.ZodMiniType<FinishMetadata>;

const answer = z.object({
  phase: z.enum(['searching', 'writing', 'done', 'stopped', 'cut', 'failed']),
  messageId: z.nullable(line),
  snapshot: z.nullable(line),
  composer: z.nullable(line),
  standalone: z.nullable(line),
  retrieval: z.nullable(retrieval),
  text,
  announced: list(z.object({ number: count, entryId: line, title: line, section: line, at: count })),
  citations: list(citation),
  verdicts: list(verdict),
  followUps: list(followUp),
  finish: z.nullable(finish),
  failure: z.nullable(z.object({ code: line, text: line })),
}) satisfies z.ZodMiniType<AnswerState>;

const turn = z.object({
  id,
  question: text,
  askedAt: time,
  answer,
  deeper: z.nullable(answer),
}) satisfies z.ZodMiniType<Turn>;

const conversation = z.object({
  id,
  title: line,
  createdAt: time,
  updatedAt: time,
  turns: list(turn),
}) satisfies z.ZodMiniType<Conversation>;

export const JSON_FORMAT = 'indepth-conversations';
export const JSON_VERSION = 1;

/** The envelope is checked first and its conversations one by one, so that one damaged conversation loses no other. */
export const envelopeSchema = z.object({
  format: z.literal(JSON_FORMAT),
  version: z.literal(JSON_VERSION),
  conversations: z.array(z.unknown()).check(z.maxLength(10_000)),
});

/** Where the value departs from a conversation as the page keeps it, or the conversation. */
export function readConversation(value: unknown): { conversation: Conversation } | { problem: string } {
  const result = conversation.safeParse(value);
  if (result.success) return { conversation: result.data };
  const [issue] = result.error.issues;
  const place = ['conversation', ...(issue?.path ?? [])].join('.');
  return { problem: `${place}: ${issue?.message ?? 'is not valid'}` };
}
