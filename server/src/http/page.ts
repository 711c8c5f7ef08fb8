import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { onlyMethods } from './error-response.ts';

/** Addresses that the page itself resolves. Not decoded: entry ids hold encoded `/` and `#`. */
const PAGE_PATH = /^\/(?:$|(?:entries|corpus|practice|conversations)(?:\/|$))/;

const NOT_BUILT = 'The page is not built yet. Run `npm start`, or `npm run build` and reload.\n';

/** The built page: hashed files for ever, the rest revalidated; `index.html` for the addresses of its views. */
export function pageRoute(pageDir: string): Router {
  const router = Router();
  const index = join(pageDir, 'index.html');
  router.use(
    '/assets',
    express.static(join(pageDir, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  router.use(express.static(pageDir, { index: false, maxAge: 0 }));
  router
    .route(PAGE_PATH)
    .get((_request, response) => {
      if (!existsSync(index)) {
        response.status(503).type('text/plain').send(NOT_BUILT);
        return;
      }
      response.sendFile(index, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}
