import { Router } from 'express';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';
import { openapiDocument } from './openapi-document.ts';

/** `GET /api/openapi.json`. */
export function openapiRoute({ version }: AppOptions): Router {
  const document = openapiDocument(version);
  const router = Router();
  router
    .route('/api/openapi.json')
    .get((_request, response) => {
      response.json(document);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}
