import { parseJsonEventStream, uiMessageChunkSchema } from 'ai';
import type { AskRequest } from '../../server/src/ask.ts';
import type {
  AnswerPart,
  EntriesPage,
  EntrySummary,
  EntryView,
  HealthView,
} from '../../server/src/protocol.ts';
import type { SourceSection } from './answer-faults.ts';
import type { Subject } from './run-question.ts';

const ANSWER_TIMEOUT_MS = 120_000;

/** A running server as a subject: asked over its event stream, read with the AI SDK's own reader and schema. */
export async function openRemoteSubject(url: string): Promise<Subject> {
  const health = await getJson<HealthView>(new URL('/api/health', url));
  const entries = await listEntries(url);
  const sections = new Map<string, Promise<readonly SourceSection[] | null>>();
  return {
    name: `${url}, snapshot ${health.snapshot.id}, ${health.composer}`,
    entries: entries.map(({ id, number, document }) => ({ id, number, documentPath: document })),
    sectionsOf: (entryId) => {
      const found = sections.get(entryId) ?? readSections(url, entryId);
      sections.set(entryId, found);
      return found;
    },
    ask: (request) => askOverHttp(url, request),
  };
}

/** The parts of one answer as they come over the wire. @throws if status, headers or any frame break the contract. */
async function* askOverHttp(url: string, request: AskRequest): AsyncGenerator<AnswerPart> {
  const messages = [
    ...request.history.flatMap(({ question, answer }) => [
      toMessage('user', question),
      toMessage('assistant', answer),
    ]),
    toMessage('user', request.question),
  ];
  const { depth, composer, collection } = request;
  const response = await fetch(new URL('/api/chat', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ messages, depth, composer, collection }),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  if (!response.ok || response.body === null) {
    throw new Error(`status ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }
  if (response.headers.get('x-vercel-ai-ui-message-stream') !== 'v1') {
    throw new Error('the header x-vercel-ai-ui-message-stream: v1 is missing');
  }
  for await (const frame of parseJsonEventStream({ stream: response.body, schema: uiMessageChunkSchema })) {
    if (!frame.success) throw new Error(`a frame is none of the protocol: ${frame.error.message}`);
    yield frame.value as unknown as AnswerPart;
  }
}

function toMessage(role: 'user' | 'assistant', text: string) {
  return { role, parts: [{ type: 'text', text }] };
}

async function listEntries(url: string): Promise<EntrySummary[]> {
  const entries: EntrySummary[] = [];
  let cursor: string | undefined;
  do {
    const page = new URL('/api/entries', url);
    if (cursor !== undefined) page.searchParams.set('cursor', cursor);
    const read = await getJson<EntriesPage>(page);
    entries.push(...read.entries);
    cursor = read.cursor;
  } while (cursor !== undefined);
  return entries;
}

async function readSections(url: string, entryId: string): Promise<readonly SourceSection[] | null> {
  const response = await fetch(new URL(`/api/entries/${encodeURIComponent(entryId)}`, url));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`entry ${entryId}: status ${response.status}`);
  const entry = (await response.json()) as EntryView;
  return entry.sections.map(({ start, end, markdown, hash }) => ({
    start,
    end,
    markdown,
    hash,
    document: entry.document,
  }));
}

async function getJson<Body>(url: URL): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href}: status ${response.status}. Is it an Indepth server?`);
  return (await response.json()) as Body;
}
