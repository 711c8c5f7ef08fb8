import { Router } from 'express';
import type { AppOptions } from './app-options.ts';
import { v1ChatRoute } from './v1-chat.ts';
import { v1EmbeddingsRoute } from './v1-embeddings.ts';
import { v1NotFound } from './v1-errors.ts';
import { v1ModelsRoute } from './v1-models.ts';

/** Everything under `/v1`, for clients of the OpenAI API. */
export function v1Routes(options: AppOptions): Router {
  const router = Router();
  router.use(v1ModelsRoute(options));
  router.use(v1ChatRoute(options));
  router.use(v1EmbeddingsRoute(options));
  router.use('/v1', v1NotFound);
  return router;
}
