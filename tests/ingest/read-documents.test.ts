import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../ingest/read-documents.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('readDocuments', () => {
  it('reads Markdown in sub-folders, sorted, and skips hidden and other files', async () => {
    const folder = temporaryFolder({
      'b.md': 'B',
      'a/c.markdown': 'C',
      'a/d.txt': 'D',
      '.hidden/e.md': 'E',
      '.f.md': 'F',
    });
    const { documents, problems } = await readDocuments(folder);
    expect(documents.map(({ path, text }) => [path, text])).toEqual([
      ['a/c.markdown', 'C'],
      ['b.md', 'B'],
    ]);
    expect(problems).toEqual([]);
  });

  it('keeps byte order mark and line ends, so that offsets stay true', async () => {
    const folder = temporaryFolder({ 'a.md': '\uFEFFa\r\nb' });
    expect((await readDocuments(folder)).documents[0]?.text).toBe('\uFEFFa\r\nb');
  });

  it('reports a file that is not UTF-8 with the place, and reads the others', async () => {
    const folder = temporaryFolder({ 'a.md': Buffer.from([0x61, 0x62, 0xff, 0x63]), 'b.md': 'B' });
    const { documents, problems } = await readDocuments(folder);
    expect(documents.map(({ path }) => path)).toEqual(['b.md']);
    expect(problems).toEqual([
      { type: 'unreadable', path: 'a.md', line: null, message: 'is not UTF-8 (byte 2). Save it as UTF-8.' },
    ]);
  });

  it('refuses a file that nobody wrote by hand, naming its size and the limit', async () => {
    const folder = temporaryFolder({ 'big.md': '' });
    truncateSync(join(folder, 'big.md'), 5_000_000);
    const { problems } = await readDocuments(folder);
    expect(problems[0]?.message).toBe('is 5.0 MB long; at most 4.0 MB are read. Split the file.');
  });

  it('follows links, but not in circles, and reports one that is broken', async () => {
    const folder = temporaryFolder({ 'a/b.md': 'B' });
    symlinkSync(folder, join(folder, 'a', 'loop'));
    symlinkSync(join(folder, 'nowhere.md'), join(folder, 'c.md'));
    const { documents, problems } = await readDocuments(folder);
    expect(documents.map(({ path }) => path)).toEqual(['a/b.md']);
    expect(problems.map(({ path }) => path)).toEqual(['c.md']);
  });

  it('names a folder that does not exist, and the fix', async () => {
    await expect(readDocuments('/no/such/folder')).rejects.toMatchObject({
      code: 'corpus',
      message: expect.stringMatching(/\/no\/such\/folder .*ENOENT.*CORPUS_DIR/) as string,
    });
  });
});
