import { Router } from 'express';
import type { AskDeps } from '../ask.ts';
import { starterEntries } from '../browse/list-entries.ts';
import type { HealthView } from '../protocol.ts';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';

const STARTERS = 4;

/** `GET /api/health`: what is served, by which models, from which snapshot. */
export function healthRoute(options: AppOptions): Router {
  const router = Router();
  router
    .route('/api/health')
    .get(async (_request, response) => {
      response.setHeader('Cache-Control', 'no-store');
      response.json(healthView(await options.currentDeps(), options));
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

function healthView(deps: AskDeps, { version, modelHost, calibration }: AppOptions): HealthView {
  const { snapshot, embedder, reader, chat } = deps;
  const { createdAt, counts } = snapshot.manifest;
  const { documents, entries, chunks } = counts;
  return {
    status: 'ok',
    version,
    snapshot: { id: snapshot.id, createdAt, documents, entries, chunks },
    embedder: embedder.id,
    reader: reader?.id ?? null,
    composer: chat?.name ?? 'extractive',
    modelHost,
    vectorIndex: snapshot.chunkVectors.kind,
    calibration: calibration(deps),
    starters: starterEntries(snapshot, STARTERS),
  };
}
