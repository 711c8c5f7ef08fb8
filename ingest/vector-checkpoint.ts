import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, toWriteError } from '../server/src/index/durable-files.ts';
import type { Embedder } from '../server/src/models/types.ts';

/** Vectors that an interrupted ingest has made, kept by the text that they are of. */
export interface VectorCheckpoint {
  vectorOf(text: string): Float32Array | undefined;
  /** Appends vectors, so that an interruption from now on does not lose them. */
  add(texts: readonly string[], vectors: readonly Float32Array[]): Promise<void>;
  close(): Promise<void>;
}

const FILE = 'vectors.partial';
const KEY_BYTES = 32;
const CHECK_BYTES = 8;

/**
 * Opens the checkpoint of a data folder. One that another embedder wrote is dropped; of a torn one all is kept that
 * stands before the damage: every record carries its own check sum. Only the holder of the ingest lock may call this.
 * @throws AppError `snapshot` if the file cannot be read or written
 */
export async function openCheckpoint(
  dataDir: string,
  { id, dimensions }: Pick<Embedder, 'id' | 'dimensions'>,
): Promise<VectorCheckpoint> {
  const path = join(dataDir, FILE);
  const header = Buffer.from(`${JSON.stringify({ format: 1, embedder: id, dimensions })}\n`);
  const content = (await readIfPresent(path)) ?? Buffer.alloc(0);
  const isOurs = content.subarray(0, header.length).equals(header);
  const vectors = new Map<string, Float32Array>();
  let end = header.length;
  const size = KEY_BYTES + dimensions * Float32Array.BYTES_PER_ELEMENT + CHECK_BYTES;
  while (isOurs && end + size <= content.length) {
    const record = content.subarray(end, end + size);
    if (!checkSum(record.subarray(0, -CHECK_BYTES)).equals(record.subarray(-CHECK_BYTES))) break;
    vectors.set(record.toString('hex', 0, KEY_BYTES), readVector(record, dimensions));
    end += size;
  }
  const file = await startWriting(path, { header: isOurs ? null : header, end, dataDir });
  return {
    vectorOf: (text) => vectors.get(keyOf(text).toString('hex')),
    async add(texts, rows) {
      const records = texts.flatMap((text, index) => {
        const row = rows[index];
        return row ? [toRecord(keyOf(text), row)] : [];
      });
      try {
        await file.appendFile(Buffer.concat(records));
      } catch (error) {
        throw toWriteError(error, dataDir);
      }
    },
    close: () => file.close(),
  };
}

/** Removes what was kept: the index that was published holds it. */
export async function removeCheckpoint(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

/** Cuts off what is damaged, and writes the header where there is none. */
async function startWriting(
  path: string,
  { header, end, dataDir }: { header: Buffer | null; end: number; dataDir: string },
): Promise<FileHandle> {
  try {
    const file = await open(path, header ? 'w' : 'r+');
    if (header) await file.appendFile(header);
    await file.truncate(end);
    await file.close();
    return await open(path, 'a');
  } catch (error) {
    throw toWriteError(error, dataDir);
  }
}

function keyOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function checkSum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, CHECK_BYTES);
}

function toRecord(key: Buffer, vector: Float32Array): Buffer {
  const numbers = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  vector.forEach((value, index) => numbers.writeFloatLE(value, index * Float32Array.BYTES_PER_ELEMENT));
  const body = Buffer.concat([key, numbers]);
  return Buffer.concat([body, checkSum(body)]);
}

function readVector(record: Buffer, dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, index) =>
    record.readFloatLE(KEY_BYTES + index * Float32Array.BYTES_PER_ELEMENT),
  );
}
