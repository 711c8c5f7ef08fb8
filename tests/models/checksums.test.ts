import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChecksums, readModelFile, readModelFolder } from '../../server/src/models/checksums.ts';
import { ROOT } from '../material.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checksums-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('parseChecksums', () => {
  it('reads what sha256sum prints', () => {
    const hash = 'ab'.repeat(32);
    expect([
      ...parseChecksums(`${hash}  ./a.json\n${hash.toUpperCase()} *onnx/b.onnx\r\n\nnonsense\n`),
    ]).toEqual([
      ['a.json', hash],
      ['onnx/b.onnx', hash],
    ]);
  });
});

describe('readModelFolder', () => {
  it.each(['all-MiniLM-L6-v2', 'reader-minilm'])('finds the vendored %s whole', async (name) => {
    const { contents, version } = await readModelFolder(join(ROOT, 'data/models', name));
    expect(contents.size).toBe(5);
    expect(version).toMatch(/^[0-9a-f]{12}$/);
  });

  it('checks a folder against the sums it brings, so that a newer model needs no change of code', async () => {
    const model = join(folder, 'reader-minilm');
    await mkdir(model);
    const sum = createHash('sha256').update('newer').digest('hex');
    await writeFile(join(model, 'SHA256SUMS'), `${sum}  config.json\n`);
    await writeFile(join(model, 'config.json'), 'newer');
    expect((await readModelFile(model, 'config.json')).toString()).toBe('newer');
    await writeFile(join(model, 'config.json'), 'other');
    await expect(readModelFile(model, 'config.json')).rejects.toThrow('is damaged');
  });

  it('refuses a model it knows no sums of', async () => {
    await expect(readModelFolder(join(folder, 'unheard-of'))).rejects.toThrow('SHA256SUMS');
  });
});
