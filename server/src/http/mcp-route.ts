import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { json, Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { isIP } from 'node:net';
import { HTTP_STATUS, toSafeError } from '../errors.ts';
import type { AppOptions } from './app-options.ts';
import { fromExpress } from './error-response.ts';
import { hostName, isAllowedHost } from './host-check.ts';
import { describeForLog } from './log-line.ts';
import { createMcpServer } from './mcp-server.ts';

const MAX_BODY = '1mb';
/** JSON-RPC: a fault of the server, of the request, of its JSON. */
const SERVER_ERROR = -32000;
const INVALID_REQUEST = -32600;
const PARSE_ERROR = -32700;

/**
 * `/mcp`: streamable HTTP without sessions. Each request gets a server of its own, so nothing is kept between
 * requests and nothing can pile up; what the server would send on its own account does not exist here.
 */
export function mcpRoute(options: AppOptions): Router {
  const router = Router();
  router
    .route('/mcp')
    .all(originCheck(options.allowedHosts))
    .post(json({ limit: MAX_BODY }), async (request, response) => {
      const server = createMcpServer(options, await options.currentDeps());
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      // Closing aborts the calls that are still running: the client has gone or has everything.
      response.once('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response, request.body);
    })
    .all((request, response) => {
      const text = `${request.method} is not possible here: there are no sessions. Use POST.`;
      response.setHeader('Allow', 'POST');
      response.status(405).json(rpcError(SERVER_ERROR, text));
    });
  return router;
}

/**
 * Refuses pages of other sites, which a browser names in `Origin`: only pages of this server, of this machine and
 * of the allowed hosts may call. (Requests for another host are refused before, see `hostCheck`.)
 */
export function originCheck(allowedHosts: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers;
    if (origin === undefined || isAllowedOrigin(origin, host, allowedHosts)) {
      next();
      return;
    }
    const shown = JSON.stringify(origin.slice(0, 100));
    response
      .status(403)
      .json(
        rpcError(SERVER_ERROR, `Pages of ${shown} may not call this server. ALLOWED_HOSTS can allow them.`),
      );
  };
}

function isAllowedOrigin(origin: string, host: string | undefined, allowedHosts: readonly string[]): boolean {
  const authority = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  const name = hostName(authority);
  if (authority === undefined || name === null) return false;
  // Unlike a Host header, an Origin with an IP address can be anybody's page.
  const address = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) === 0) return isAllowedHost(name, allowedHosts);
  const isLoopback = address === '::1' || address.startsWith('127.');
  return isLoopback || authority.toLowerCase() === host?.toLowerCase() || allowedHosts.includes(name);
}

/** Sends errors as JSON-RPC ones, those of Express and its body parser too. */
export function mcpErrorHandler(log: (line: string) => void): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown);
    const { code, message } = toSafeError(error);
    const status = HTTP_STATUS[code];
    if (status >= 500) log(describeForLog(request, error));
    if (response.headersSent) {
      next(error);
      return;
    }
    const isSyntax = thrown instanceof SyntaxError;
    const rpcCode = isSyntax ? PARSE_ERROR : status < 500 ? INVALID_REQUEST : SERVER_ERROR;
    response.status(status).json(rpcError(rpcCode, message));
  };
}

function rpcError(code: number, message: string) {
  return { jsonrpc: '2.0', error: { code, message }, id: null };
}
