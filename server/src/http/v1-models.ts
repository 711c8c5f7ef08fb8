import { Router } from 'express';
import type { AskDeps } from '../ask.ts';
import type { AppOptions } from './app-options.ts';
import { CHAT_MODELS } from './v1-chat-request.ts';
import { V1Error, v1OnlyMethods } from './v1-errors.ts';

interface ModelObject {
  id: string;
  object: 'model';
  created: number;
  owned_by: 'indepth';
}

/** `GET /v1/models` and `GET /v1/models/:id`: two chat models, which differ in depth, and the embedder. */
export function v1ModelsRoute({ currentDeps }: AppOptions): Router {
  const router = Router();
  router
    .route('/v1/models')
    .get(async (_request, response) => {
      response.json({ object: 'list', data: modelsOf(await currentDeps()) });
    })
    .all(v1OnlyMethods('GET', 'HEAD'));
  router
    .route('/v1/models/{*id}')
    .get(async (request, response) => {
      const id = [request.params.id ?? []].flat().join('/');
      const models = modelsOf(await currentDeps());
      const model = models.find((each) => each.id === id);
      if (model === undefined)
        throw unknownModel(
          id,
          models.map((each) => each.id),
        );
      response.json(model);
    })
    .all(v1OnlyMethods('GET', 'HEAD'));
  return router;
}

/** The embedder's name as a model: its id without provider and hash. */
export function embeddingModelName(embedderId: string): string {
  return embedderId.replace(/^[a-z]+:/, '').replace(/@[0-9a-f]+$/, '');
}

export function unknownModel(id: string, known: readonly string[]): V1Error {
  const shown = JSON.stringify(id.slice(0, 100));
  return new V1Error('not_found', `The model ${shown} does not exist. There are: ${known.join(', ')}.`, {
    param: 'model',
    code: 'model_not_found',
  });
}

function modelsOf({ snapshot, embedder }: AskDeps): ModelObject[] {
  const created = Math.floor(Date.parse(snapshot.manifest.createdAt) / 1000);
  return [...Object.keys(CHAT_MODELS), embeddingModelName(embedder.id)].map((id) => ({
    id,
    object: 'model',
    created,
    owned_by: 'indepth',
  }));
}
