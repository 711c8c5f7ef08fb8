import { Router } from 'express';
import { z } from 'zod';
import type { SearchResponse } from '../protocol.ts';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';
import { collectionSchema, MAX_QUESTION_CHARACTERS, parse } from './parse.ts';
import { abortOnClose } from './sse.ts';

const MAX_PASSAGES = 50;

/** The query of `GET /api/search`. */
export const searchQuerySchema = z.looseObject({
  q: z.string().trim().min(1, 'is empty; type a question').max(MAX_QUESTION_CHARACTERS),
  k: z.coerce.number().int().min(1).max(MAX_PASSAGES).default(10),
  collection: collectionSchema.optional(),
});

/** `GET /api/search`: the passages for a question with every score, and what the gate says about them. */
export function searchRoute({ currentDeps, search }: AppOptions): Router {
  const router = Router();
  router
    .route('/api/search')
    .get(async (request, response) => {
      const { q: question, k, collection } = parse(searchQuerySchema, request.query);
      const signal = abortOnClose(response);
      const retrieval = await search(await currentDeps(), { question, k, collection }, signal);
      const body: SearchResponse = { question, retrieval };
      response.setHeader('Cache-Control', 'no-store');
      response.json(body);
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}
