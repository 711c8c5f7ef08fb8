import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readModelFolder, WEIGHTS_FILE } from './checksums.ts';
import type { WorkerSettings } from './worker-protocol.ts';

/** One input row: word pieces with special tokens in place, and the segment (0 or 1) of each. */
export interface TokenRow {
  readonly ids: readonly number[];
  readonly segments: readonly number[];
}

/** A verified BERT encoder with its tokenizer. */
export interface Encoder {
  /** First 12 hex digits of the hash of the weights. */
  readonly version: string;
  readonly cls: number;
  readonly sep: number;
  /** Word pieces without special tokens. */
  tokenize: (text: string) => number[];
  /** Runs rows of one batch, padded on the right to the longest; the outputs by name. */
  run: (rows: readonly TokenRow[]) => Promise<EncoderOutput>;
}

export interface EncoderOutput {
  /** Tokens per row after padding. */
  readonly width: number;
  output: (name: string) => Float32Array;
}

/** Wraps each piece of native work. */
export type Guard = <Result>(run: () => Promise<Result>) => Promise<Result>;

const jsonObject = z.record(z.string(), z.unknown());

/**
 * Loads the encoder in `<modelsDir>/<name>` after checking every file; nothing is ever fetched. The tokenizer is the one
 * of transformers.js without the rest of it, which costs 200 MB and .3 s to import under tsx.
 */
export async function openEncoder(
  name: string,
  { modelsDir, threads }: Omit<WorkerSettings, 'gate'>,
  guard: Guard = (run) => run(),
): Promise<Encoder> {
  const { contents, version } = await readModelFolder(join(modelsDir, name));
  const json = (file: string) => jsonObject.parse(JSON.parse(contents.get(file)?.toString('utf8') ?? '{}'));
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const weights = contents.get(WEIGHTS_FILE) ?? Buffer.alloc(0);
  const session = await guard(() =>
    InferenceSession.create(weights, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    }),
  );
  const [cls, sep] = tokenizer.encode('').ids;
  if (cls === undefined || sep === undefined) throw new AppError('model', `${name} has no [CLS] and [SEP]`);
  return {
    version,
    cls,
    sep,
    tokenize: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    run: (rows) => guard(() => run(session, rows)),
  };
}

async function run(session: InferenceSession, rows: readonly TokenRow[]): Promise<EncoderOutput> {
  const width = Math.max(...rows.map(({ ids }) => ids.length));
  const [ids, mask, segments] = [0, 1, 2].map(() => new BigInt64Array(rows.length * width));
  if (ids === undefined || mask === undefined || segments === undefined) throw new RangeError('unreachable');
  rows.forEach((row, index) => {
    const offset = index * width;
    ids.set(row.ids.map(BigInt), offset);
    segments.set(row.segments.map(BigInt), offset);
    mask.fill(1n, offset, offset + row.ids.length);
  });
  const tensor = (data: BigInt64Array) => new Tensor('int64', data, [rows.length, width]);
  const outputs = await session.run({
    input_ids: tensor(ids),
    attention_mask: tensor(mask),
    token_type_ids: tensor(segments),
  });
  return {
    width,
    output: (name) => {
      const data = outputs[name]?.data;
      if (!(data instanceof Float32Array))
        throw new TypeError(`the model has no output "${name}" of float32`);
      return data;
    },
  };
}
