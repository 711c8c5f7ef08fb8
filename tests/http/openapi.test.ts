import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from '../../server/src/http/openapi-operations.ts';
import { countingDeps, startDoorServer } from '../doors/door-server.ts';
import { chatBody } from './test-server.ts';

type Json = Record<string, unknown>;

interface Media {
  content: Record<string, { schema: Json }>;
}

interface DocumentedOperation {
  parameters?: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: Media;
  responses: Record<string, Media>;
}

interface OpenApi {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Json> };
}

const embeddings = {
  embedDocuments: (texts: string[]) => Promise.resolve(texts.map(() => [0.6, 0.8])),
};

async function start() {
  const deps = { ...countingDeps, embedder: { ...countingDeps.embedder, embeddings } as never };
  const { url } = await startDoorServer({ currentDeps: () => Promise.resolve(deps) });
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApi;
  return { url, document };
}

/** A validator made from nothing but the published document. */
function validatorOf(document: OpenApi, schema: Json): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as never);
}

/** Fails where a value breaks its documented schema, or holds a field that the schema does not name. */
function expectDocumented(value: unknown, document: OpenApi, schema: Json, named: z.ZodType): void {
  const checked = validatorOf(document, schema).safeParse(value);
  expect(checked.error?.issues ?? []).toEqual([]);
  expect(named.parse(value)).toEqual(value);
}

const question = 'What is a list?';
const v1Body = { model: 'indepth', messages: [{ role: 'user', content: question }] };

/** For each operation a request that succeeds, and one for each documented fault that a client can cause. */
const REQUESTS: Record<string, { ok: [string, unknown?]; faults: Record<number, [string, unknown?]> }> = {
  chat: {
    ok: ['/api/chat', JSON.parse(chatBody(question))],
    faults: { 400: ['/api/chat', { messages: [] }] },
  },
  search: { ok: ['/api/search?q=list&k=2'], faults: { 400: ['/api/search?q='] } },
  listEntries: { ok: ['/api/entries?q=list&limit=1'], faults: { 400: ['/api/entries?limit=none'] } },
  getEntry: { ok: ['/api/entries/guide%231'], faults: { 404: ['/api/entries/none'] } },
  practice: {
    ok: ['/api/practice', { entryId: 'guide#1', attempt: 'A list can be changed.' }],
    faults: {
      400: ['/api/practice', { entryId: 'guide#1', attempt: 7 }],
      404: ['/api/practice', { entryId: 'none', attempt: 'x' }],
    },
  },
  health: { ok: ['/api/health'], faults: {} },
  createChatCompletion: {
    ok: ['/v1/chat/completions', v1Body],
    faults: {
      400: ['/v1/chat/completions', { ...v1Body, messages: [] }],
      404: ['/v1/chat/completions', { ...v1Body, model: 'gpt-5' }],
    },
  },
  createEmbedding: {
    ok: ['/v1/embeddings', { model: 'small-embedder', input: ['a', 'b'] }],
    faults: { 400: ['/v1/embeddings', { input: [] }], 404: ['/v1/embeddings', { input: 'a', model: 'x' }] },
  },
  listModels: { ok: ['/v1/models'], faults: {} },
  getModel: { ok: ['/v1/models/indepth-deep'], faults: { 404: ['/v1/models/gpt-5'] } },
};

async function call(url: string, [path, body]: [string, unknown?], accept = 'application/json') {
  const init: RequestInit =
    body === undefined
      ? { headers: { accept } }
      : {
          method: 'POST',
          headers: { accept, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  return fetch(url + path, init);
}

async function eventsOf(response: Response): Promise<unknown[]> {
  const events: unknown[] = [];
  const onEvent = ({ data }: EventSourceMessage) => {
    if (data !== '[DONE]') events.push(JSON.parse(data));
  };
  createParser({ onEvent }).feed(await response.text());
  return events;
}

describe('GET /api/openapi.json', () => {
  it('is OpenAPI 3.1 with every operation once, and every reference leads somewhere', async () => {
    const { document } = await start();
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.version).toBe('0.0.0');
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort());
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!);
  });

  it.each(OPERATIONS)('describes what $method $path sends', async (operation) => {
    const { url, document } = await start();
    const documented = document.paths[operation.path]![operation.method]!;
    const { ok, faults } = REQUESTS[operation.id]!;
    const response = await call(url, ok);
    expect(response.status).toBe(200);
    const { schema } = documented.responses['200']!.content['application/json']!;
    expectDocumented(await response.json(), document, schema, operation.response);
    for (const [status, request] of Object.entries(faults)) {
      const failed = await call(url, request);
      expect(String(failed.status)).toBe(status);
      const fault = documented.responses[status]!.content['application/json']!.schema;
      expectDocumented(await failed.json(), document, fault, operation.error);
    }
  });

  it.each(OPERATIONS.filter(({ event }) => event !== undefined))(
    'describes every event that $path streams',
    async (operation) => {
      const { url, document } = await start();
      const [path, body] = REQUESTS[operation.id]!.ok;
      const streaming = { ...(body as Json), stream: true, stream_options: { include_usage: true } };
      const events = await eventsOf(await call(url, [path, streaming], 'text/event-stream'));
      expect(events.length).toBeGreaterThan(4);
      const documented = document.paths[operation.path]![operation.method]!;
      const { schema } = documented.responses['200']!.content['text/event-stream']!;
      for (const event of events) expectDocumented(event, document, schema, operation.event!);
    },
  );

  it.each(OPERATIONS.filter(({ body }) => body !== undefined))(
    'accepts and refuses the same bodies for $path as the server does',
    async (operation) => {
      const { url, document } = await start();
      const { schema } =
        document.paths[operation.path]![operation.method]!.requestBody!.content['application/json']!;
      const validator = validatorOf(document, schema);
      const { ok, faults } = REQUESTS[operation.id]!;
      expect(validator.safeParse(ok[1]).success).toBe(true);
      for (const bad of [{}, [], faults[400]![1]]) {
        expect(validator.safeParse(bad).success).toBe(false);
        expect((await call(url, [ok[0], bad])).status).toBe(400);
      }
    },
  );
});
