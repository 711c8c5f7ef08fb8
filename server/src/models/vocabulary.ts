import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readModelFile } from './checksums.ts';
import { EMBEDDER_NAME } from './worker-protocol.ts';

const tokenizerSchema = z.object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) });
/** Whole pieces only: continuations start with `##`, special tokens with `[`. */
const ENGLISH_PIECE = /^[a-z]+$/;

/** The words that the vendored tokenizer knows whole: what counts as plain English. */
export async function readEnglishWords(modelsDir: string): Promise<ReadonlySet<string>> {
  const folder = join(modelsDir, EMBEDDER_NAME);
  const content = await readModelFile(folder, 'tokenizer.json');
  const parsed = tokenizerSchema.safeParse(JSON.parse(content.toString('utf8')));
  if (!parsed.success)
    throw new AppError('model', `${folder}/tokenizer.json holds no vocabulary`, { cause: parsed.error });
  return new Set(Object.keys(parsed.data.model.vocab).filter((piece) => ENGLISH_PIECE.test(piece)));
}
