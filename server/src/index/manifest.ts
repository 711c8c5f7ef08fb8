import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Manifest } from './types.ts';

/** Goes up when an older version could no longer be read as it should. */
export const FORMAT_VERSION = 1;

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const calibrationSchema = z.looseObject({
  source: z.enum(['corpus', 'prior']),
  thresholds: z.object({ refuse: z.number(), answer: z.number() }),
  auroc: z.number().nullable(),
  samples: z.object({ answerable: count, nearMiss: count }),
  note: z.string(),
  weights: z.record(z.string(), z.number()).optional(),
});

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  id: z.string().min(1),
  createdAt: z.iso.datetime(),
  embedder: z.object({ id: z.string().min(1), dimensions: z.int().positive() }),
  counts: z.object({ documents: count, entries: count, chunks: count, sentences: count }),
  corpusHash: z.string(),
  files: z.record(z.string(), sha256),
  calibration: calibrationSchema.nullable(),
});

/** Reads a manifest; throws AppError('snapshot') saying what is wrong with it. */
export function parseManifest(text: string): Manifest {
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'snapshot',
    `its manifest is not valid (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
    {
      cause: parsed.error,
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('snapshot', 'its manifest is not JSON', { cause });
  }
}
