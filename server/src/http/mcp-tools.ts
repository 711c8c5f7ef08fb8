import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { CallToolResult, ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { withBracketMarkers } from '../bracket-markers.ts';
import { viewEntry } from '../browse/view-entry.ts';
import { collectAnswer } from '../collect-answer.ts';
import { AppError, toSafeError } from '../errors.ts';
import type { AnswerPart } from '../protocol.ts';
import type { McpOptions } from './mcp-options.ts';
import { askInput, askOutput, entryInput, entryOutput, searchInput, searchOutput } from './mcp-schemas.ts';
import { afterText } from './v1-sources.ts';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** All tools only read, give the same for the same input, and reach nothing but the corpus. */
const ANNOTATIONS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** The parts at which a waiting client hears how far its answer is. */
const STAGES: readonly AnswerPart['type'][] = ['data-retrieval', 'text-start', 'text-end', 'data-verdicts'];

export function registerTools(server: McpServer, options: McpOptions): void {
  server.registerTool(
    'ask',
    {
      title: 'Ask the corpus',
      description:
        'Answers a question from the corpus in a few sentences, each with the number of the source that it is ' +
        'quoted from or checked against. Says so, with the closest questions, when the corpus does not cover it.',
      inputSchema: askInput,
      outputSchema: askOutput,
      annotations: ANNOTATIONS,
    },
    (input, extra) => orToolError(() => ask(options, input, extra)),
  );
  server.registerTool(
    'search',
    {
      title: 'Search the corpus',
      description: 'The passages nearest to a question, by meaning and by words, with their text and scores.',
      inputSchema: searchInput,
      outputSchema: searchOutput,
      annotations: ANNOTATIONS,
    },
    (input, extra) => orToolError(() => search(options, input, extra)),
  );
  server.registerTool(
    'get_entry',
    {
      title: 'Read an entry',
      description:
        'One question of the corpus with all of its sections, as Markdown. Ids come from ask and search.',
      inputSchema: entryInput,
      outputSchema: entryOutput,
      annotations: ANNOTATIONS,
    },
    (input) => orToolError(() => getEntry(options, input.id)),
  );
}

/** A fault becomes a result that the calling model can read and act on. */
async function orToolError(call: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await call();
  } catch (error) {
    const { code, message } = toSafeError(error);
    return { isError: true, content: [{ type: 'text', text: `${code}: ${message}` }] };
  }
}

async function ask(
  options: McpOptions,
  { question, history = [], depth = 'answer', composer, collection }: z.infer<typeof askInput>,
  extra: Extra,
): Promise<CallToolResult> {
  const request = { id: randomUUID(), question, history, depth, composer, collection };
  const parts = options.ask(await options.currentDeps(), request, extra.signal);
  const answer = await collectAnswer(question, parts, (part) => reportStage(part, extra));
  const text = withBracketMarkers(answer.text);
  const { outcome, notice, rejectedCitations, snapshot, citations, followUps } = answer;
  const structured: z.infer<typeof askOutput> = {
    outcome,
    composer: answer.composer,
    notice,
    rejectedCitations,
    snapshot,
    standalone: answer.question.standalone,
    text,
    citations,
    followUps,
  };
  return {
    content: [{ type: 'text', text: text + afterText(answer) }],
    structuredContent: structured,
  };
}

async function reportStage(part: AnswerPart, { _meta, sendNotification }: Extra): Promise<void> {
  const stage = STAGES.indexOf(part.type);
  const progressToken = _meta?.progressToken;
  if (stage === -1 || progressToken === undefined) return;
  await sendNotification({
    method: 'notifications/progress',
    params: { progressToken, progress: stage + 1, total: STAGES.length },
  });
}

async function search(
  { search: searchCorpus, currentDeps }: McpOptions,
  { question, k = 5, collection }: z.infer<typeof searchInput>,
  { signal }: Extra,
): Promise<CallToolResult> {
  const deps = await currentDeps();
  const { passages, gate } = await searchCorpus(deps, { question, k, collection }, signal);
  const texts = new Map(deps.snapshot.chunks.map((chunk) => [chunk.id, chunk.text]));
  const structured: z.infer<typeof searchOutput> = {
    decision: gate.decision,
    reasons: gate.reasons,
    passages: passages.map(({ chunkId, entryId, title, section, score }) => ({
      entryId,
      title,
      section,
      score,
      text: texts.get(chunkId) ?? '',
    })),
  };
  return {
    content: [{ type: 'text', text: JSON.stringify(structured, null, 2) }],
    structuredContent: structured,
  };
}

async function getEntry({ currentDeps }: McpOptions, id: string): Promise<CallToolResult> {
  const { snapshot } = await currentDeps();
  if (!snapshot.entryIndex.has(id)) {
    throw new AppError(
      'not_found',
      `The corpus holds no entry ${JSON.stringify(id.slice(0, 200))}. Use an entryId that ask or search gave.`,
    );
  }
  const { titleText, document, topics, sections, related } = viewEntry(snapshot, id);
  const structured: z.infer<typeof entryOutput> = {
    id,
    title: titleText,
    document,
    topics,
    sections: sections.map(({ kind, name, start, end, markdown }) => ({ kind, name, start, end, markdown })),
    related: related.map((entry) => ({ id: entry.id, title: entry.titleText })),
  };
  return {
    content: [{ type: 'text', text: JSON.stringify(structured, null, 2) }],
    structuredContent: structured,
  };
}
