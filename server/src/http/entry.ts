import { Router } from 'express';
import { viewEntry } from '../browse/view-entry.ts';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';

/**
 * `GET /api/entries/:id`. Ids hold `/` and `#`: clients send them through `encodeURIComponent`; a `/` that was left
 * as it is works as well.
 */
export function entryRoute({ currentDeps }: AppOptions): Router {
  const router = Router();
  router
    .route('/api/entries/{*id}')
    .get(async (request, response) => {
      const id = [request.params.id ?? []].flat().join('/');
      const { snapshot } = await currentDeps();
      response.setHeader('Cache-Control', 'no-store');
      response.json(viewEntry(snapshot, id));
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}
