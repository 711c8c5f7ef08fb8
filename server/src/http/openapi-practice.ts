import { z } from 'zod';
import type { PracticeResponse } from '../protocol.ts';
import { citation } from './openapi-answer.ts';

const offset = z.number().int().min(0);

const keyPoint = z
  .object({
    text: z.string().describe('The point as the source states it'),
    isMain: z.boolean().describe('Whether the score rests on it; other points only add to it'),
    state: z.enum(['covered', 'partly', 'missed', 'contradicted']),
    citation,
    attempt: z
      .object({ start: offset, end: offset })
      .optional()
      .describe('The sentence of the attempt that was judged'),
    reasons: z.array(z.object({ rule: z.string(), text: z.string() })),
  })
  .meta({ id: 'KeyPoint' });

export const practiceResponse = z
  .object({ entryId: z.string(), score: z.number().describe('0 to 1'), points: z.array(keyPoint) })
  .meta({ id: 'PracticeResponse' }) satisfies z.ZodType<PracticeResponse>;
