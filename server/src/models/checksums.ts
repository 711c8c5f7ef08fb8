import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../errors.ts';

/** SHA-256 (hex) by file name. */
export type Checksums = ReadonlyMap<string, string>;

/** `sha256sum` format. A folder that brings this file is checked against it, so that a newer model is a drop-in. */
const CHECKSUM_FILE = 'SHA256SUMS';
const TOKENIZER_SHA256 = '32d70b45ea2679485328eafb8a5a94dcc9fbaadaf0c92b7ca06fe5684a4b8389';
const SHARED_FILES = [
  ['config.json', '953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41'],
  ['special_tokens_map.json', '303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3'],
  ['tokenizer.json', TOKENIZER_SHA256],
  ['tokenizer_config.json', 'd7e70791acdd3e72326c1b8da255b109168a9e9f1f125bf61b2c937942d050d2'],
] as const;

export const WEIGHTS_FILE = 'onnx/model_quantized.onnx';

/** The vendored models, by folder name. */
const VENDORED: ReadonlyMap<string, Checksums> = new Map([
  [
    'all-MiniLM-L6-v2',
    new Map([
      ...SHARED_FILES,
      [WEIGHTS_FILE, '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6'],
    ]),
  ],
  [
    'reader-minilm',
    new Map([
      ...SHARED_FILES,
      [WEIGHTS_FILE, '5d7d8afed7ee04188a29f0dc8be826cea9bec6444c59a704ab8348462af61c14'],
    ]),
  ],
]);

/** A model folder's files, each equal to its checksum. */
export interface ModelFiles {
  readonly contents: ReadonlyMap<string, Buffer>;
  /** First 12 hex digits of the hash of the weights. */
  readonly version: string;
}

/** Reads and checks every file of a model folder; throws AppError('model') naming the file and the fix. */
export async function readModelFolder(folder: string): Promise<ModelFiles> {
  const checksums = await checksumsOf(folder);
  const contents = new Map<string, Buffer>();
  for (const file of checksums.keys()) contents.set(file, await readChecked(folder, file, checksums));
  return { contents, version: checksums.get(WEIGHTS_FILE)?.slice(0, 12) ?? 'unknown' };
}

/** Reads and checks one file of a model folder. */
export async function readModelFile(folder: string, file: string): Promise<Buffer> {
  return readChecked(folder, file, await checksumsOf(folder));
}

async function checksumsOf(folder: string): Promise<Checksums> {
  const path = join(folder, CHECKSUM_FILE);
  if (existsSync(path)) return parseChecksums(await readFile(path, 'utf8'));
  const vendored = VENDORED.get(basename(folder));
  if (vendored !== undefined) return vendored;
  throw new AppError(
    'model',
    `${folder} is not a known model: put a ${CHECKSUM_FILE} file beside it (sha256sum format).`,
  );
}

/** Lines of `<64 hex>  <file>`; a leading `./` or `*` before the file is dropped. */
export function parseChecksums(text: string): Checksums {
  const lines = text.matchAll(/^([0-9a-f]{64}) [ *](?:\.\/)?(.+?)\r?$/gim);
  return new Map(Array.from(lines, ([, hash = '', file = '']) => [file, hash.toLowerCase()]));
}

async function readChecked(folder: string, file: string, checksums: Checksums): Promise<Buffer> {
  const path = join(folder, file);
  const fix = 'restore it with: git checkout -- data/models';
  const expected = checksums.get(file);
  if (expected === undefined) throw new AppError('model', `${path} has no checksum; ${fix}`);
  const content = await readFile(path).catch((cause: unknown) => {
    throw new AppError('model', `${path} cannot be read; ${fix}`, { cause });
  });
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected) {
    throw new AppError('model', `${path} is damaged (SHA-256 ${actual}, expected ${expected}); ${fix}`);
  }
  return content;
}
