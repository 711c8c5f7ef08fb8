import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshotInMemory } from '../../server/src/index/content.ts';
import {
  assertEmbedder,
  currentSnapshotId,
  openSnapshot,
  publishSnapshot,
  type PublishProgress,
} from '../../server/src/index/snapshot.ts';
import { toWriteError } from '../../server/src/index/durable-files.ts';
import { shortestOfThree } from '../best-of-three.ts';
import { DIMENSIONS, someContent } from './content.ts';

const STEPS: PublishProgress['step'][] = [
  'files',
  'chunk-graph.hnsw',
  'sentence-graph.hnsw',
  'manifest',
  'rename',
  'current',
];

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'snapshot-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const publish = (word?: string) => publishSnapshot(dataDir, someContent(20, word));
const firstTitle = async () => (await openSnapshot(dataDir))?.entries[0]?.title;
const corrupt = async (path: string) => {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 0xff;
  await writeFile(path, bytes);
};

describe('publishSnapshot', () => {
  it('stores what openSnapshot gives back', async () => {
    const content = someContent(40);
    const manifest = await publishSnapshot(dataDir, content);
    const snapshot = (await openSnapshot(dataDir))!;
    const inMemory = snapshotInMemory(content);
    expect(snapshot.manifest).toEqual(manifest);
    expect(manifest.counts).toEqual({ documents: 1, entries: 40, chunks: 40, sentences: 80 });
    for (const part of [
      'documents',
      'entries',
      'entryIndex',
      'chunks',
      'sentences',
      'chunkSentences',
    ] as const) {
      expect(snapshot[part]).toEqual(inMemory[part]);
    }
    expect(snapshot.chunkVectors.kind).toBe('hnsw');
    const query = snapshot.sentenceVectors.vectorAt(5);
    expect(snapshot.sentenceVectors.search(query, 10)).toEqual(inMemory.sentenceVectors.search(query, 10));
    const terms = new Map(snapshot.lexical.analyze('np.item7').map((term) => [term, 1]));
    expect(snapshot.lexical.search(terms, 3)).toEqual(inMemory.lexical.search(terms, 3));
    expect(snapshot.lexical.words).toEqual(inMemory.lexical.words);
  });

  it('publishes an index of nothing', async () => {
    await publishSnapshot(dataDir, someContent(0));
    const snapshot = (await openSnapshot(dataDir))!;
    expect(snapshot.chunkVectors.search(new Float32Array(DIMENSIONS), 5)).toEqual([]);
    expect(snapshot.lexical.search(new Map([['x', 1]]), 5)).toEqual([]);
  });

  it('keeps the newest two and what it names as current', async () => {
    const ids = [];
    for (const word of ['one', 'two', 'three']) ids.push((await publish(word)).id);
    expect((await readdir(dataDir)).sort()).toEqual([...ids.slice(1), 'CURRENT'].sort());
    expect(await currentSnapshotId(dataDir)).toBe(ids[2]);
  });

  it.each(STEPS)('leaves the index in use alone when it fails at "%s"', async (step) => {
    const { id } = await publish('old');
    const fail = ({ step: entered }: PublishProgress) => {
      if (entered === step) throw new Error('pulled the plug');
    };
    await expect(publishSnapshot(dataDir, someContent(20, 'new'), { onProgress: fail })).rejects.toThrow(
      /pulled the plug.*unchanged/,
    );
    expect(await currentSnapshotId(dataDir)).toBe(id);
    expect(await firstTitle()).toBe('What is old 0?');
    expect((await readdir(dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it(
    'survives being killed at any step, and cleans up after it the next time',
    { timeout: 120_000 },
    async () => {
      const { id } = await publish('old');
      const script = join(import.meta.dirname, 'publish-and-die.ts');
      for (const step of STEPS) {
        const { signal } = spawnSync(process.execPath, ['--import', 'tsx', script, dataDir, step, 'new']);
        expect(signal).toBe('SIGKILL');
        expect(await currentSnapshotId(dataDir)).toBe(id);
        expect(await firstTitle()).toBe('What is old 0?');
      }
      expect((await readdir(dataDir)).length).toBeGreaterThan(2);
      const next = await publish('next');
      expect((await readdir(dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(await currentSnapshotId(dataDir)).toBe(next.id);
      expect(await firstTitle()).toBe('What is next 0?');
    },
  );

  it('stops when told, leaving the index in use', async () => {
    const { id } = await publish('old');
    const controller = new AbortController();
    const stop = ({ step }: PublishProgress) => {
      if (step === 'chunk-graph.hnsw') controller.abort();
    };
    const stopped = publishSnapshot(dataDir, someContent(20, 'new'), {
      signal: controller.signal,
      onProgress: stop,
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(await currentSnapshotId(dataDir)).toBe(id);
  });

  it('lets two publish at once: one of them is current, both are whole', async () => {
    const manifests = await Promise.all(['one', 'two', 'three'].map(publish));
    const current = await currentSnapshotId(dataDir);
    expect(manifests.map(({ id }) => id)).toContain(current);
    expect((await openSnapshot(dataDir))?.id).toBe(current);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full and keeps the index in use', async () => {
    const { id } = await publish('old');
    const fillDisk = async (step: string, file: string) =>
      publishSnapshot(dataDir, someContent(20, 'new'), {
        onProgress: (progress) => {
          if (progress.step !== step) return;
          const folder = readdirSync(dataDir).find((name) => /^2.*\.tmp$/.test(name)) ?? '';
          symlinkSync('/dev/full', join(dataDir, folder, file));
        },
      });
    await expect(fillDisk('files', 'entries.json')).rejects.toThrow(/is full.*unchanged/);
    await expect(fillDisk('chunk-graph.hnsw', 'chunk-graph.hnsw')).rejects.toThrow(/unchanged/);
    await expect(fillDisk('manifest', 'manifest.json')).rejects.toThrow(/is full.*unchanged/);
    expect((await openSnapshot(dataDir))?.id).toBe(id);
  });

  it('says which path cannot be read', async () => {
    await writeFile(join(dataDir, 'a-file'), '');
    await expect(currentSnapshotId(join(dataDir, 'a-file'))).rejects.toThrow(
      /a-file.CURRENT cannot be read \(ENOTDIR\)/,
    );
  });

  it('names folder and fix when the folder cannot be written', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    await expect(publishSnapshot(file, someContent(1))).rejects.toThrow(/a-file.*DATA_DIR/);
    const denied = Object.assign(new Error('denied'), { code: 'EROFS' });
    expect(toWriteError(denied, '/data').message).toMatch(/\/data cannot be written.*DATA_DIR/);
  });

  it('refuses vectors that do not fit the chunks', async () => {
    const content = { ...someContent(3), chunkVectors: new Float32Array(DIMENSIONS) };
    await expect(publishSnapshot(dataDir, content)).rejects.toThrow(
      'chunk vectors hold 16 numbers where 48 belong',
    );
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('openSnapshot', () => {
  it('gives null where nothing was published, even without a folder', async () => {
    expect(await openSnapshot(join(dataDir, 'none'))).toBeNull();
    expect(await currentSnapshotId(dataDir)).toBeNull();
  });

  it.each(['documents.json', 'entries.json', 'chunk-vectors.f32', 'term-impacts.f32', 'manifest.json'])(
    'passes over a snapshot whose %s is damaged, cut off or missing',
    async (file) => {
      const old = await publish('old');
      const { id } = await publish('new');
      const path = join(dataDir, id, file);
      for (const damage of [corrupt, (of: string) => truncate(of, 10), rm]) {
        if (!(file === 'manifest.json' && damage === corrupt)) await damage(path);
        else await writeFile(path, '{}');
        const told: string[] = [];
        const snapshot = await openSnapshot(dataDir, { onDamage: (message) => told.push(message) });
        expect(snapshot?.id).toBe(old.id);
        expect(told).toEqual([expect.stringMatching(/damaged.*npm run ingest/)]);
      }
    },
  );

  it('says what is damaged and how to mend it when no snapshot is whole', async () => {
    const { id } = await publish();
    await corrupt(join(dataDir, id, 'chunks.json'));
    await expect(openSnapshot(dataDir)).rejects.toMatchObject({
      code: 'snapshot',
      message: expect.stringMatching(/chunks\.json does not match its SHA-256.*npm run ingest/) as string,
    });
  });

  it.each([
    ['flipped bits', corrupt],
    ['a cut', (path: string) => truncate(path, 100)],
    ['absence', (path: string) => rm(path)],
  ])('builds a graph again from the vectors after %s, without reading it', async (_, damage) => {
    const { id } = await publish();
    await damage(join(dataDir, id, 'sentence-graph.hnsw'));
    const told: string[] = [];
    const snapshot = (await openSnapshot(dataDir, { onDamage: (message) => told.push(message) }))!;
    expect(told).toEqual([expect.stringContaining('sentence-graph.hnsw')]);
    expect(snapshot.sentenceVectors.kind).toBe('hnsw');
    expect(snapshot.sentenceVectors.search(snapshot.sentenceVectors.vectorAt(3), 1)[0]?.ordinal).toBe(3);
  });

  it('opens the newest whole snapshot when CURRENT is empty, garbage or names a way out of the folder', async () => {
    const { id } = await publish();
    for (const content of ['', 'garbage\0', '../../etc', '20200101T000000000Z-1-abcdef']) {
      await writeFile(join(dataDir, 'CURRENT'), content);
      expect((await openSnapshot(dataDir))?.id).toBe(id);
    }
  });

  it('refuses a manifest that names a file which is none of a snapshot', async () => {
    const { id } = await publish();
    const path = join(dataDir, id, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { files: Record<string, string> };
    manifest.files['../CURRENT'] = 'a'.repeat(64);
    await writeFile(path, JSON.stringify(manifest));
    await expect(openSnapshot(dataDir)).rejects.toThrow('unknown file "../CURRENT"');
  });

  it('leaves what another process is writing and removes what a dead one left', async () => {
    const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
    const alive = `${time}-${process.ppid}-abcdef.tmp`;
    const dead = `${time}-999999999-abcdef.tmp`;
    await Promise.all([alive, dead].map((name) => mkdir(join(dataDir, name))));
    await publish();
    const left = await readdir(dataDir);
    expect(left).toContain(alive);
    expect(left).not.toContain(dead);
  });

  it('opens twenty entries in less than a tenth of a second', async () => {
    await publish();
    await openSnapshot(dataDir);
    expect(await shortestOfThree(100, () => openSnapshot(dataDir))).toBeLessThan(100);
  });
});

describe('assertEmbedder', () => {
  it('names both embedders and the command', async () => {
    const manifest = await publish();
    expect(() => assertEmbedder(manifest, { id: 'test', dimensions: DIMENSIONS })).not.toThrow();
    expect(() => assertEmbedder(manifest, { id: 'other', dimensions: 8 })).toThrow(
      /"test" \(16 dimensions\).*"other" \(8 dimensions\).*npm run ingest/,
    );
  });
});
