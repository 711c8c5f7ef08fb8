import { json, Router } from 'express';
import { z } from 'zod';
import type { AppOptions } from './app-options.ts';
import { parseV1Body, V1Error, v1OnlyMethods } from './v1-errors.ts';
import { CHAT_MODELS } from './v1-chat-request.ts';
import { embeddingModelName, unknownModel } from './v1-models.ts';

/** LangChain's default batch. A batch of the longest texts takes the local model about ten seconds. */
const MAX_INPUTS = 512;
/** Far more than any model here reads; what is beyond its window would be paid for and dropped. */
const MAX_CHARACTERS = 20_000;
const MAX_BODY = '12mb';

const text = z
  .string()
  .min(1, 'is empty; every text needs at least one character')
  .max(MAX_CHARACTERS, `is longer than ${MAX_CHARACTERS} characters`);
const texts = z.array(text).min(1, 'holds no text').max(MAX_INPUTS, `holds more than ${MAX_INPUTS} texts`);

/** The body of `POST /v1/embeddings`. */
export const embeddingsRequestSchema = z.object({
  model: z.string().max(200).optional(),
  input: z.union([text, texts], {
    error: `must be a text, or up to ${MAX_INPUTS} texts, of 1 to ${MAX_CHARACTERS} characters; token numbers are not read`,
  }),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().positive().nullish(),
});

/** `POST /v1/embeddings`: the vectors by which the corpus is searched, of unit length. */
export function v1EmbeddingsRoute({ currentDeps }: AppOptions): Router {
  const router = Router();
  router
    .route('/v1/embeddings')
    .post(json({ limit: MAX_BODY }), async (request, response) => {
      const body = parseV1Body(embeddingsRequestSchema, request.body);
      const { embedder } = await currentDeps();
      const name = embeddingModelName(embedder.id);
      const known = [name, embedder.id, ...Object.keys(CHAT_MODELS)];
      if (body.model !== undefined && !known.includes(body.model)) throw unknownModel(body.model, [name]);
      refuseDimensions(body.dimensions, embedder.dimensions);
      const inputs = [body.input].flat();
      const [vectors, counts] = await Promise.all([
        embedder.embeddings.embedDocuments(inputs),
        embedder.countTokens(inputs),
      ]);
      const tokens = counts.reduce((sum, count) => sum + count, 0);
      const encode = body.encoding_format === 'base64' ? toBase64 : (vector: number[]) => vector;
      response.json({
        object: 'list',
        data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })),
        model: name,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      });
    })
    .all(v1OnlyMethods('POST'));
  return router;
}

function refuseDimensions(asked: number | null | undefined, actual: number): void {
  if (asked == null || asked === actual) return;
  throw new V1Error(
    'bad_request',
    `dimensions = ${asked} is not supported: this model's vectors have ${actual}. Leave it out.`,
    { param: 'dimensions', code: 'unsupported_parameter' },
  );
}

/** 32-bit floats, little-endian. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
