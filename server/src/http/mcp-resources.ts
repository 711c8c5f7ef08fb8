import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  ErrorCode,
  ListResourcesRequestSchema,
  McpError,
  type ListResourcesResult,
  type ReadResourceResult,
} from '@modelcontextprotocol/sdk/types.js';
import { listEntries } from '../browse/list-entries.ts';
import { viewEntry } from '../browse/view-entry.ts';
import { AppError } from '../errors.ts';
import type { Snapshot } from '../index/types.ts';
import type { EntryView } from '../protocol.ts';
import type { McpOptions } from './mcp-options.ts';

const TEMPLATE = 'indepth://entry/{id}';
/** Resources per page of the list. */
const PAGE = 200;
/** As many completions as the protocol allows in one result. */
const MAX_COMPLETIONS = 100;

/** Entries as resources: readable by template, listed in pages, their ids completed by id or by words of the question. */
export function registerResources(server: McpServer, { currentDeps }: McpOptions): void {
  const snapshot = async () => (await currentDeps()).snapshot;
  server.registerResource(
    'entry',
    new ResourceTemplate(TEMPLATE, {
      list: undefined,
      complete: { id: async (value) => completeId(await snapshot(), value) },
    }),
    {
      title: 'Entry',
      description: 'One question of the corpus with its sections. The id is percent-encoded.',
      mimeType: 'text/markdown',
    },
    async (uri, { id }) => readEntry(await snapshot(), uri.href, String(id)),
  );
  // The list callback of a template knows no cursor, and a corpus may hold thousands of entries.
  server.server.setRequestHandler(ListResourcesRequestSchema, async ({ params }) =>
    listResources(await snapshot(), params?.cursor),
  );
}

export function entryUri(id: string): string {
  return `indepth://entry/${encodeURIComponent(id)}`;
}

/** The ids that hold what is typed, then those of the entries whose question holds it. */
export function completeId(snapshot: Snapshot, value: string): string[] {
  const typed = value.toLowerCase();
  const byId = snapshot.entries.filter(({ id }) => id.toLowerCase().includes(typed));
  const byTitle = snapshot.entries.filter(({ titleText }) => titleText.toLowerCase().includes(typed));
  return [...new Set([...byId, ...byTitle].map(({ id }) => id))].slice(0, MAX_COMPLETIONS);
}

function listResources(snapshot: Snapshot, cursor: string | undefined): ListResourcesResult {
  const page = orInvalidParams(() => listEntries(snapshot, { cursor, limit: PAGE }));
  return {
    resources: page.entries.map(({ id, titleText, document, topics }) => ({
      uri: entryUri(id),
      name: id,
      title: titleText,
      description: [document, ...topics].join(' › '),
      mimeType: 'text/markdown',
    })),
    nextCursor: page.cursor,
  };
}

function readEntry(snapshot: Snapshot, uri: string, encodedId: string): ReadResourceResult {
  const entry = orInvalidParams(() => viewEntry(snapshot, decode(encodedId)));
  return { contents: [{ uri, mimeType: 'text/markdown', text: toMarkdown(entry) }] };
}

function toMarkdown({ title, sections }: EntryView): string {
  const parts = sections.map(({ kind, name, markdown }) =>
    kind === 'answer'
      ? markdown.trim()
      : `## ${kind === 'indepth' ? 'In depth' : name}\n\n${markdown.trim()}`,
  );
  return [`# ${title}`, ...parts].join('\n\n') + '\n';
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new AppError('bad_request', `${JSON.stringify(encoded)} is not percent-encoded as it should be.`, {
      cause,
    });
  }
}

/** The protocol's error for what a caller got wrong. */
function orInvalidParams<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof AppError) throw new McpError(ErrorCode.InvalidParams, error.message);
    throw error;
  }
}
