import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request as httpRequest } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppOptions } from '../../server/src/http/app-options.ts';
import type { PassageView } from '../../server/src/protocol.ts';
import { deferred, RETRIEVAL, scriptedAsk } from '../http/test-server.ts';
import { smallSnapshot } from '../http/small-snapshot.ts';
import { countingDeps, partsWithText, recordingAsk, startDoorServer } from './door-server.ts';

async function connect(options: Partial<AppOptions> = {}) {
  const { url } = await startDoorServer(options);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  onTestFinished(() => client.close());
  return { client, url };
}

const PASSAGE: PassageView = {
  chunkId: 'guide#1/0',
  entryId: 'guide#1',
  title: 'What is a list?',
  section: 'answer',
  score: 0.9,
  dense: 0.9,
  lexical: 0.8,
  denseRank: 1,
  lexicalRank: 1,
  fate: 'quoted',
  reason: 'It answers.',
};

describe("MCP over HTTP, with the SDK's client", () => {
  it('names itself and describes three tools that only read', async () => {
    const { client } = await connect();
    expect(client.getServerVersion()).toMatchObject({ name: 'indepth', version: '0.0.0' });
    expect(client.getInstructions()).toContain('ask');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'search', 'get_entry']);
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect(inputSchema.type).toBe('object');
      expect(outputSchema?.type).toBe('object');
    }
  });

  it('answers with text, sources and structured citations', async () => {
    const { ask, requests } = recordingAsk(partsWithText(['A list is `x【1】`', ' mutable.【1】']));
    const { client } = await connect({ ask });
    const history = [{ question: 'What is Python?', answer: 'A language.' }];
    const result = await client.callTool({
      name: 'ask',
      arguments: { question: ' What is a list? ', depth: 'deep', history, collection: 'guide' },
    });
    expect(requests).toMatchObject([
      { question: 'What is a list?', depth: 'deep', history, collection: 'guide' },
    ]);
    expect(result.isError).toBeUndefined();
    expect(result.structuredContent).toMatchObject({
      outcome: 'answered',
      standalone: 'What is a list?',
      text: 'A list is `x【1】` mutable. [1]',
      citations: [{ number: 1, entryId: 'guide#1', quote: 'A list is mutable.' }],
      followUps: [{ question: 'What is a tuple?' }],
    });
    expect(result.content).toEqual([
      { type: 'text', text: expect.stringContaining('**Sources**\n\n- [1] What is a list?') as string },
    ]);
  });

  it('reports progress to a client that asks for it', async () => {
    const { client } = await connect();
    const seen: number[] = [];
    await client.callTool({ name: 'ask', arguments: { question: 'What is a list?' } }, undefined, {
      onprogress: ({ progress, total }) => seen.push(progress / (total ?? 1)),
    });
    expect(seen).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('finds passages with their text', async () => {
    const { client } = await connect({
      search: (_deps, { k, collection }) =>
        Promise.resolve({ ...RETRIEVAL, passages: k === 3 && collection === 'guide' ? [PASSAGE] : [] }),
    });
    const { structuredContent } = await client.callTool({
      name: 'search',
      arguments: { question: 'list', k: 3, collection: 'guide' },
    });
    expect(structuredContent).toEqual({
      decision: 'answer',
      reasons: ['The first passage answers.'],
      passages: [
        {
          entryId: 'guide#1',
          title: 'What is a list?',
          section: 'answer',
          score: 0.9,
          text: 'A list is mutable. It keeps its order.',
        },
      ],
    });
  });

  it('gives an entry, and says how to find one where the id is wrong', async () => {
    const { client } = await connect();
    const entry = await client.callTool({ name: 'get_entry', arguments: { id: 'guide#1' } });
    expect(entry.structuredContent).toMatchObject({
      id: 'guide#1',
      title: 'What is a list?',
      sections: [{ kind: 'answer', markdown: 'A list is mutable. It keeps its order.' }],
    });
    const missing = await client.callTool({ name: 'get_entry', arguments: { id: 'guide#9' } });
    expect(missing.isError).toBe(true);
    expect(JSON.stringify(missing.content)).toMatch(/not_found: .*guide#9.*Use an entryId/);
  });

  it.each([
    [{}],
    [{ question: '' }],
    [{ question: 'x'.repeat(4001) }],
    [{ question: 'x', depth: 'very' }],
    [{ question: 'x', history: [{ question: 1 }] }],
  ])('refuses the arguments %j', async (bad) => {
    const { client } = await connect();
    const result = await client.callTool({ name: 'ask', arguments: bad });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('Invalid arguments');
  });

  it('turns a fault into a result without internals', async () => {
    const { client } = await connect({
      ask: scriptedAsk([{ type: 'error', errorText: 'model: The model is away.' }]),
    });
    const result = await client.callTool({ name: 'ask', arguments: { question: 'x' } });
    expect(result).toMatchObject({ isError: true, content: [{ text: 'model: The model is away.' }] });
  });

  it('lists entries as resources page by page, reads and completes them', async () => {
    const many = Array.from({ length: 450 }, (_, index) => ({
      title: `Question ${index + 1}?`,
      answer: ['It is so.'],
      document: 'a b/c.md',
    }));
    const snapshot = smallSnapshot(many);
    const { client } = await connect({ currentDeps: () => Promise.resolve({ ...countingDeps, snapshot }) });
    const uris: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listResources({ cursor });
      uris.push(...page.resources.map(({ uri }) => uri));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(new Set(uris).size).toBe(450);
    expect(uris[7]).toBe('indepth://entry/a%20b%2Fc%238');
    const { contents } = await client.readResource({ uri: uris[7]! });
    expect(contents).toEqual([
      { uri: uris[7], mimeType: 'text/markdown', text: '# Question 8?\n\nIt is so.\n' },
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['indepth://entry/{id}']);
    const ref = { type: 'ref/resource' as const, uri: 'indepth://entry/{id}' };
    const byId = await client.complete({ ref, argument: { name: 'id', value: 'c#44' } });
    expect(byId.completion.values.slice(0, 3)).toEqual(['a b/c#44', 'a b/c#440', 'a b/c#441']);
    const byTitle = await client.complete({ ref, argument: { name: 'id', value: 'question 321' } });
    expect(byTitle.completion.values).toEqual(['a b/c#321']);
  });

  it.each([
    'indepth://entry/none',
    'indepth://entry/%E0%A4%A',
    'file:///etc/passwd',
    'indepth://entry/..%2F..',
  ])('has no resource %s', async (uri) => {
    const { client } = await connect();
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602 });
  });

  it('offers starter questions as prompts, and any question with completion', async () => {
    const { client } = await connect();
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['ask', 'starter-1', 'starter-2', 'starter-3']);
    const starter = await client.getPrompt({ name: 'starter-1' });
    expect(starter.messages[0]?.content).toMatchObject({
      text: expect.stringMatching(/^What is a list\?/) as string,
    });
    const completion = await client.complete({
      ref: { type: 'ref/prompt', name: 'ask' },
      argument: { name: 'question', value: 'tup' },
    });
    expect(completion.completion.values).toEqual(['What is a tuple?']);
  });

  it('stops an answer when the client goes away', async () => {
    const begun = deferred<undefined>();
    const stopped = deferred<boolean>();
    const { client } = await connect({
      ask: async function* waiting(_deps, _request, signal) {
        begun.resolve(undefined);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        stopped.resolve(signal.aborted);
        throw signal.reason as Error;
      },
    });
    const call = client.callTool({ name: 'ask', arguments: { question: 'x' } }).catch(() => 'closed');
    await begun.promise;
    await client.close();
    expect(await stopped.promise).toBe(true);
    expect(await call).toBe('closed');
  });
});

/** A POST with headers that fetch does not let through. */
function post(url: string, headers: Record<string, string>, body = '{}') {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = httpRequest(
      `${url}/mcp`,
      {
        method: 'POST',
        headers: {
          accept: 'application/json, text/event-stream',
          'content-type': 'application/json',
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
});

describe('who may call /mcp', () => {
  it.each([
    ['another host', { host: 'evil.example' }, 403],
    ['a rebound host with our port', { host: 'evil.example:3000' }, 403],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page on some IP address', { origin: 'http://203.0.113.9' }, 403],
    ['a page without an origin of its own', { origin: 'null' }, 403],
    ['an origin that only starts like ours', { origin: 'http://localhost.evil.example' }, 403],
    ['a page of this machine', { origin: 'http://localhost:6274' }, 200],
    ['a page on the loopback address', { origin: 'http://127.0.0.1:3000' }, 200],
    ['an allowed host', { host: 'docs.example', origin: 'https://docs.example' }, 200],
    ['a program', {}, 200],
  ])('%s: %j gets %i', async (_, headers, status) => {
    const { url } = await startDoorServer({ allowedHosts: ['docs.example'] });
    const response = await post(url, headers, INITIALIZE);
    expect(response.status).toBe(status);
    expect(response.body).toContain('"jsonrpc":"2.0"');
  });

  it('answers faults of the request as JSON-RPC errors', async () => {
    const { url } = await startDoorServer();
    expect(await post(url, {}, '{')).toMatchObject({
      status: 400,
      body: expect.stringContaining('-32700') as string,
    });
    expect((await post(url, {}, JSON.stringify('x'.repeat(2_000_000)))).status).toBe(413);
    const listening = await fetch(`${url}/mcp`, { headers: { accept: 'text/event-stream' } });
    expect([listening.status, listening.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
