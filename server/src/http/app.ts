import express, { type Express } from 'express';
import type { AppOptions } from './app-options.ts';
import { chatRoute } from './chat.ts';
import { entriesRoute } from './entries.ts';
import { entryRoute } from './entry.ts';
import { errorHandler, notFound } from './error-response.ts';
import { healthRoute } from './health.ts';
import { hostCheck } from './host-check.ts';
import { mcpErrorHandler, mcpRoute } from './mcp-route.ts';
import { openapiRoute } from './openapi-route.ts';
import { pageRoute } from './page.ts';
import { practiceRoute } from './practice.ts';
import { searchRoute } from './search.ts';
import { securityHeaders } from './security-headers.ts';
import { v1ErrorHandler } from './v1-errors.ts';
import { v1Routes } from './v1-routes.ts';

/** The whole server without its socket: every route, in front of them the checks, behind them the errors. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders);
  app.use(hostCheck(options.allowedHosts));
  app.use(healthRoute(options));
  app.use(chatRoute(options));
  app.use(entriesRoute(options));
  app.use(entryRoute(options));
  app.use(searchRoute(options));
  app.use(practiceRoute(options));
  app.use(openapiRoute(options));
  app.use(v1Routes(options));
  app.use(mcpRoute(options));
  app.use(pageRoute(options.pageDir));
  app.use(notFound);
  // What is refused before any route is reached is told in the shape that the caller reads.
  app.use('/v1', v1ErrorHandler(options.log));
  app.use('/mcp', mcpErrorHandler(options.log));
  app.use(errorHandler(options.log));
  return app;
}
