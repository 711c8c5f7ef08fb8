import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type {
  AnswerPart,
  ChatRequest,
  EntriesPage,
  EntryView,
  HealthView,
} from '../../server/src/protocol.ts';
import { PAGE_DIST } from './harness.ts';
import { DEEP_SCRIPT, SCRIPTS, partsOf } from './scripted-answers.ts';
import { ENTRIES, summary } from './scripted-corpus.ts';

/** What one request to /api/chat gets: parts with a pause between them, and perhaps a break. */
export interface ScriptedStream {
  parts: AnswerPart[];
  /** Milliseconds between parts. */
  pause?: number;
  /** Breaks the connection after so many parts. */
  cutAfter?: number;
  /** Sends no more after so many parts, and waits until the page gives up. */
  holdAfter?: number;
  /** Answers with this status and error instead. */
  refuse?: { status: number; code: string; message: string };
}

export interface ScriptedApi {
  url: string;
  /** Decides what a question gets; replace it to script a case. */
  chat: (request: ChatRequest, question: string) => ScriptedStream;
  entries: EntryView[];
  /** Requests to /api/chat that are still open. */
  openRequests: number;
  requests: ChatRequest[];
  /** As it was at the start, for the next test. */
  reset: () => void;
  close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** Serves the built page as the product does, with answers from a script: for slow networks, breaks and hostile payloads. */
export async function startScriptedApi(port = 0): Promise<ScriptedApi> {
  const api: ScriptedApi = {
    url: '',
    chat: defaultChat,
    entries: [...ENTRIES],
    openRequests: 0,
    requests: [],
    reset: () => Object.assign(api, { chat: defaultChat, entries: [...ENTRIES], requests: [] }),
    close: () => closeServer(server),
  };
  const server = createServer((request, response) => void route(api, request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

export function defaultChat(request: ChatRequest, question: string): ScriptedStream {
  const script = request.depth === 'deep' ? DEEP_SCRIPT : SCRIPTS.find(([word]) => word.test(question))?.[1];
  return { parts: script ? partsOf(question, script) : [] };
}

async function route(api: ScriptedApi, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/api/chat') await chat(api, request, response);
  else if (url.pathname === '/api/health') sendJson(response, health(api));
  else if (url.pathname === '/api/entries') sendJson(response, entriesPage(api));
  else if (url.pathname.startsWith('/api/entries/')) sendEntry(api, url, response);
  else serveFile(url.pathname, response);
}

function entriesPage(api: ScriptedApi): EntriesPage {
  const entries = api.entries.map(summary);
  const document = {
    path: 'python-ai-intermediate.md',
    title: 'Sample',
    entries: entries.length,
    topics: [],
  };
  return { entries, total: entries.length, documents: [document] };
}

function sendEntry(api: ScriptedApi, url: URL, response: ServerResponse) {
  const id = decodeURIComponent(url.pathname.slice('/api/entries/'.length));
  const entry = api.entries.find((one) => one.id === id);
  if (entry) sendJson(response, entry);
  else sendJson(response, { error: { code: 'not_found', message: `No entry ${id}.` } }, 404);
}

async function chat(api: ScriptedApi, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
  api.requests.push(body);
  const question = body.messages.at(-1)?.parts[0]?.text ?? '';
  const { parts, pause = 0, cutAfter = Infinity, holdAfter = Infinity, refuse } = api.chat(body, question);
  if (refuse) {
    sendJson(response, { error: refuse }, refuse.status);
    return;
  }
  api.openRequests += 1;
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  void closed.then(() => (api.openRequests -= 1));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-vercel-ai-ui-message-stream': 'v1' });
  for (const [index, part] of parts.entries()) {
    if (index >= holdAfter) await closed;
    if (response.destroyed) return;
    if (index >= cutAfter) {
      response.destroy();
      return;
    }
    response.write(`data: ${JSON.stringify(part)}\n\n`);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  response.end('data: [DONE]\n\n');
}

function health(api: ScriptedApi): HealthView {
  return {
    status: 'ok',
    version: '0.1.0',
    snapshot: {
      id: '2024-11-22-a41f',
      createdAt: '2024-11-22T10:00:00Z',
      documents: 1,
      entries: 20,
      chunks: 40,
    },
    embedder: 'all-MiniLM-L6-v2',
    reader: null,
    composer: 'extractive',
    modelHost: null,
    vectorIndex: 'exact',
    calibration: {
      source: 'prior',
      thresholds: { refuse: 0.14, answer: 0.25 },
      auroc: null,
      samples: { answerable: 0, nearMiss: 0 },
      note: '',
    },
    starters: api.entries.slice(0, 4).map(summary),
  };
}

function sendJson(response: ServerResponse, body: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function serveFile(pathname: string, response: ServerResponse) {
  const path = join(PAGE_DIST, normalize(pathname));
  const isFile = path.startsWith(PAGE_DIST) && existsSync(path) && statSync(path).isFile();
  const file = isFile ? path : join(PAGE_DIST, 'index.html');
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': CSP,
  });
  createReadStream(file).pipe(response);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
