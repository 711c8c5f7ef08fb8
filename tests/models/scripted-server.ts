import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request to a model asked for. */
export interface ScriptedRequest {
  readonly path: string;
  readonly authorization: string;
  readonly model: string;
  /** System and user message. */
  readonly system: string;
  readonly user: string;
}

export type Script = (request: ScriptedRequest, reply: Reply) => Promise<void> | void;

/** How a script answers. Every text goes out as one frame of an OpenAI stream. */
export interface Reply {
  readonly raw: ServerResponse;
  text(content: string): void;
  /** Reasoning as a field of its own, as many servers send it. */
  reasoning(content: string): void;
  /** The last frame and the end mark; `reason` is what made the model stop. */
  done(reason?: string | null): void;
  error(status: number, body: string, headers?: Record<string, string>): void;
  /** Destroys the connection. */
  cut(): void;
  /** Resolves after the time, or when the client has gone. */
  wait(milliseconds: number): Promise<void>;
  readonly isGone: () => boolean;
}

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly requests: readonly ScriptedRequest[];
  /** Requests that are neither answered nor given up. */
  readonly open: () => number;
  /** When the last one ended before it was answered. */
  readonly abandonedAt: () => number | null;
  script(next: Script): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on a free port that does whatever a script says. */
export async function startScriptedServer(
  first: Script = (_, reply) => reply.done(),
): Promise<ScriptedServer> {
  let current = first;
  let open = 0;
  let abandonedAt: number | null = null;
  const requests: ScriptedRequest[] = [];
  const server = createServer((request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
      if (!response.writableFinished) abandonedAt = performance.now();
    });
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request);
    requests.push(asked);
    await current(asked, replyOn(response));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    open: () => open,
    abandonedAt: () => abandonedAt,
    script(next) {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<ScriptedRequest> {
  let body = '';
  for await (const part of request) body += String(part);
  const parsed = JSON.parse(body || '{}') as {
    model?: string;
    messages?: { role: string; content: string }[];
  };
  const of = (role: string) =>
    (parsed.messages ?? [])
      .filter((message) => message.role === role)
      .map((message) => message.content)
      .join('\n');
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    model: parsed.model ?? '',
    system: of('system'),
    user: of('user'),
  };
}

function replyOn(response: ServerResponse): Reply {
  const frame = (delta: Record<string, string>, reason: string | null = null) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
    const choice = { index: 0, delta, finish_reason: reason };
    const chunk = {
      id: 'x',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'scripted',
      choices: [choice],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  return {
    raw: response,
    text: (content) => frame({ role: 'assistant', content }),
    reasoning: (content) => frame({ role: 'assistant', content: '', reasoning_content: content }),
    done(reason = 'stop') {
      if (reason !== null) frame({}, reason);
      else if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: [DONE]\n\n');
    },
    error(status, body, headers = {}) {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body);
    },
    cut: () => void response.destroy(),
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          response.off('close', finish);
          resolve();
        };
        const timer = setTimeout(finish, milliseconds);
        response.on('close', finish);
      }),
    isGone: () => response.destroyed,
  };
}

/** Sends the text in small pieces. */
export function streamed(text: string, size = 5): Script {
  return (_, reply) => {
    for (let at = 0; at < text.length; at += size) reply.text(text.slice(at, at + size));
    reply.done();
  };
}
