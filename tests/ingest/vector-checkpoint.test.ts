import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpoint, removeCheckpoint } from '../../ingest/vector-checkpoint.ts';
import { temporaryFolder } from './temporary-folder.ts';

const EMBEDDER = { id: 'words@1', dimensions: 3 };
const FILE = 'vectors.partial';
const RECORD_BYTES = 32 + 3 * 4 + 8;

async function written(folder: string, texts: string[]): Promise<string> {
  const checkpoint = await openCheckpoint(folder, EMBEDDER);
  await checkpoint.add(
    texts,
    texts.map((text) => Float32Array.from([text.length, 0.1, -2])),
  );
  await checkpoint.close();
  return join(folder, FILE);
}

async function known(folder: string, texts: string[], embedder = EMBEDDER): Promise<string[]> {
  const checkpoint = await openCheckpoint(folder, embedder);
  await checkpoint.close();
  return texts.filter((text) => checkpoint.vectorOf(text) !== undefined);
}

describe('the checkpoint of an ingest', () => {
  it('gives back exactly the vectors that were added, over several runs', async () => {
    const folder = temporaryFolder();
    await written(folder, ['a', 'bb']);
    await written(folder, ['ccc']);
    const checkpoint = await openCheckpoint(folder, EMBEDDER);
    expect(checkpoint.vectorOf('bb')).toEqual(Float32Array.from([2, 0.1, -2]));
    expect(checkpoint.vectorOf('ccc')).toEqual(Float32Array.from([3, 0.1, -2]));
    expect(checkpoint.vectorOf('d')).toBeUndefined();
    await checkpoint.close();
  });

  it('drops the record that a crash tore, and goes on behind the last whole one', async () => {
    const folder = temporaryFolder();
    const path = await written(folder, ['a', 'bb']);
    truncateSync(path, readFileSync(path).length - 5);
    expect(await known(folder, ['a', 'bb'])).toEqual(['a']);
    await written(folder, ['ccc']);
    expect(await known(folder, ['a', 'bb', 'ccc'])).toEqual(['a', 'ccc']);
  });

  it('trusts nothing from the first damaged record on', async () => {
    const folder = temporaryFolder();
    const path = await written(folder, ['a', 'bb', 'ccc']);
    const bytes = readFileSync(path);
    const second = bytes.length - 2 * RECORD_BYTES;
    bytes[second + 40] = (bytes[second + 40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await known(folder, ['a', 'bb', 'ccc'])).toEqual(['a']);
  });

  it('starts anew where another embedder, or something else, wrote the file', async () => {
    const folder = temporaryFolder();
    await written(folder, ['a']);
    expect(await known(folder, ['a'], { ...EMBEDDER, id: 'words@2' })).toEqual([]);
    expect(await known(folder, ['a'])).toEqual([]);
    const other = temporaryFolder({ [FILE]: 'no checkpoint' });
    await written(other, ['a']);
    expect(await known(other, ['a'])).toEqual(['a']);
  });

  it('is gone when it is removed, which may be done twice', async () => {
    const folder = temporaryFolder();
    const path = await written(folder, ['a']);
    await removeCheckpoint(folder);
    await removeCheckpoint(folder);
    expect(existsSync(path)).toBe(false);
  });

  it('says which folder cannot be written', async () => {
    const folder = temporaryFolder({ file: '' });
    await expect(openCheckpoint(join(folder, 'none'), EMBEDDER)).rejects.toMatchObject({ code: 'snapshot' });
  });
});
