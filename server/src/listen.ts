import type { Server, ServerResponse } from 'node:http';
import { createServer, type RequestListener } from 'node:http';
import { AppError } from './errors.ts';

/** Time that running answers get to end when the server stops. */
const GRACE_MS = 3000;

export interface Listening {
  /** As a browser opens it. */
  readonly address: string;
  /** Stops accepting, lets running requests end for a moment, then cuts them off. */
  close(): Promise<void>;
}

/** @throws AppError `config` that says why the address cannot be listened on, and what to do. */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const running = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    running.add(response);
    response.once('close', () => running.delete(response));
  });
  return { address: `http://${shownHost(host)}:${portOf(server)}`, close: () => close(server, running) };
}

export function toListenError(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const text: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} needs more rights than this user has. Choose one from 1024 on: PORT=3000 npm start`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.`,
    ENOTFOUND: `HOST=${host} is not known. Use 127.0.0.1, or 0.0.0.0 for all addresses of this machine.`,
  };
  const code = error.code ?? 'unknown error';
  const known = text[code === 'EAI_AGAIN' ? 'ENOTFOUND' : code];
  return new AppError('config', known ?? `Cannot listen on ${host}:${port} (${code}).`, { cause: error });
}

/**
 * Connections are cut as soon as no request is running: browsers open some in advance, which Node counts as busy.
 */
async function close(server: Server, running: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const cutOff = () => server.closeAllConnections();
  const cutOffWhenDone = () => {
    if (running.size === 0) cutOff();
  };
  for (const response of running) response.once('close', cutOffWhenDone);
  cutOffWhenDone();
  const late = setTimeout(cutOff, GRACE_MS);
  await closed;
  clearTimeout(late);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
