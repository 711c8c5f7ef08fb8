import { json, Router } from 'express';
import { z } from 'zod';
import { scoreAttempt } from '../answer/score-attempt.ts';
import type { AppOptions } from './app-options.ts';
import { onlyMethods } from './error-response.ts';
import { jsonBody, parse } from './parse.ts';
import { abortOnClose } from './sse.ts';

/** Longest attempt, in UTF-16 units: ten minutes of speech. */
export const MAX_ATTEMPT_CHARACTERS = 8_000;
/** Such an attempt with every character escaped. */
const MAX_BODY = '64kb';

/** The body of `POST /api/practice`. */
export const practiceRequestSchema = z.looseObject({
  entryId: z.string().min(1, 'is empty; give the id of an entry').max(2_000),
  /** May be empty: then every point is missed, which tells how many there are to find. */
  attempt: z
    .string()
    .max(MAX_ATTEMPT_CHARACTERS, `has more than ${MAX_ATTEMPT_CHARACTERS} characters; shorten it`),
});

/** `POST /api/practice`: an attempt at an entry's question, scored by its key points. */
export function practiceRoute({ currentDeps }: Pick<AppOptions, 'currentDeps'>): Router {
  const router = Router();
  router
    .route('/api/practice')
    .post(json({ limit: MAX_BODY }), async (request, response) => {
      const { entryId, attempt } = parse(practiceRequestSchema, jsonBody(request));
      const signal = abortOnClose(response);
      const scored = await scoreAttempt(await currentDeps(), { entryId, attempt }, signal);
      response.setHeader('Cache-Control', 'no-store');
      response.json(scored);
    })
    .all(onlyMethods('POST'));
  return router;
}
