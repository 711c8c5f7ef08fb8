import { Router } from 'express';
import { z } from 'zod';
import { listEntries } from '../browse/list-entries.ts';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';
import { collectionSchema, parse } from './parse.ts';

const MAX_LIMIT = 1000;

/** The query of `GET /api/entries`. An empty field counts as absent: forms send them. */
export const entriesQuerySchema = z.looseObject({
  q: z.string().max(200).optional(),
  document: optionalText(1000),
  collection: z
    .literal('')
    .transform(() => undefined)
    .or(collectionSchema)
    .optional(),
  cursor: optionalText(2000),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(100),
});

/** `GET /api/entries`: the corpus page by page, filtered by words, document or collection. */
export function entriesRoute({ currentDeps }: AppOptions): Router {
  const router = Router();
  router
    .route('/api/entries')
    .get(async (request, response) => {
      const query = parse(entriesQuerySchema, request.query);
      const { snapshot } = await currentDeps();
      response.setHeader('Cache-Control', 'no-store');
      response.json(listEntries(snapshot, query));
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

function optionalText(max: number) {
  return z
    .string()
    .max(max)
    .transform((value) => (value === '' ? undefined : value))
    .optional();
}
