import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ROOT } from '../material.ts';

const load = async <Module>(name: string) => (await import(join(ROOT, 'scripts', name))) as Module;
const { nodeProblem } = await load<{ nodeProblem: (version: string) => string | null }>('check-node.mjs');
const { installReason } = await load<{
  installReason: (root: string, options: { dev: boolean }) => string | null;
}>('install.mjs');
const { contentFingerprint, statFingerprint } =
  await load<
    Record<
      'contentFingerprint' | 'statFingerprint',
      (paths: string[], accepts?: (file: string) => boolean) => string
    >
  >('fingerprint.mjs');
const { watchCorpus } = await load<{
  watchCorpus: (options: {
    known: string;
    fingerprint: () => string;
    onChange: (now: string) => Promise<void>;
    intervalMs: number;
  }) => () => void;
}>('watch-corpus.mjs');

function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'indepth-scripts-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe('the check of Node', () => {
  it('accepts 20.19 and newer, and says what to do about older ones', () => {
    expect(['20.19.0', '20.20.2', '22.0.0', '24.1.0'].map(nodeProblem)).toEqual([null, null, null, null]);
    for (const version of ['20.18.3', '18.20.0', '12.22.0']) {
      expect(nodeProblem(version)).toBe(
        `Indepth needs Node 20.19 or newer; this is Node ${version}. Install it from https://nodejs.org and try again.`,
      );
    }
  });

  it('is written in words that an old Node reads', () => {
    for (const name of ['check-node.mjs', 'start.mjs', 'test.mjs', 'dev.mjs']) {
      const text = readFileSync(join(ROOT, 'scripts', name), 'utf8');
      expect(text).not.toMatch(/\?\.|\?\?|\bawait\b|'node:|#\w/);
    }
  });
});

describe('the check of node_modules', () => {
  const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });
  const wanted = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/test-only': { version: '1.0.0', dev: true },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  const reason = (installed: object | null, dev = false) => {
    const root = folder({
      'package-lock.json': lock(wanted),
      ...(installed && { 'node_modules/.package-lock.json': lock(installed) }),
    });
    return installReason(root, { dev });
  };

  it('wants an install when there is none, and when a version differs from the lockfile', () => {
    expect(reason(null)).toBe('they are missing');
    expect(reason({ 'node_modules/a': { version: '0.9.0' } })).toBe('a 1.0.0 is missing');
    expect(reason({})).toBe('a 1.0.0 is missing');
  });

  it('is content with production packages for serving, not for testing', () => {
    const production = { 'node_modules/a': { version: '1.0.0' } };
    expect(reason(production)).toBeNull();
    expect(reason(production, true)).toBe('test-only 1.0.0 is missing');
    expect(reason(wanted, true)).toBeNull();
  });

  it('finds nothing to do in this repository', () => {
    expect(installReason(ROOT, { dev: true })).toBeNull();
  });
});

describe('fingerprints', () => {
  it('change with content, name and time as each of them promises', () => {
    const root = folder({ 'a.md': 'one', 'sub/b.md': 'two', '.hidden': 'x' });
    const [content, stat] = [contentFingerprint([root]), statFingerprint([root])];
    utimesSync(join(root, 'a.md'), 1, 1);
    expect(contentFingerprint([root])).toBe(content);
    expect(statFingerprint([root])).not.toBe(stat);
    writeFileSync(join(root, 'sub', 'b.md'), 'TWO');
    expect(contentFingerprint([root])).not.toBe(content);
  });

  it('ignore hidden files and those not accepted, and end on a loop of links', () => {
    const root = folder({ 'a.md': 'one' });
    const before = contentFingerprint([root], (file) => file.endsWith('.md'));
    writeFileSync(join(root, '.b.md'), 'x');
    writeFileSync(join(root, 'c.txt'), 'x');
    symlinkSync(root, join(root, 'loop'));
    expect(contentFingerprint([root], (file) => file.endsWith('.md'))).toBe(before);
    expect(contentFingerprint([join(root, 'missing')])).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('watching the corpus', () => {
  it('reports what changed while it was ingested, before it was watched', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const reported: string[] = [];
    const onChange = (fingerprint: string) => Promise.resolve(void reported.push(fingerprint));
    const stop = watchCorpus({ known: 'a', fingerprint: () => 'b', onChange, intervalMs: 100 });
    onTestFinished(stop);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reported).toEqual(['b']);
  });

  it('reports a change once it has settled, and never twice at once', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    let now = 'a';
    const reported: string[] = [];
    let finish: () => void = () => undefined;
    const stop = watchCorpus({
      known: 'a',
      fingerprint: () => now,
      onChange: (fingerprint) => {
        reported.push(fingerprint);
        return new Promise((resolve) => (finish = resolve));
      },
      intervalMs: 100,
    });
    onTestFinished(stop);
    await vi.advanceTimersByTimeAsync(500);
    expect(reported).toEqual([]);
    now = 'b';
    await vi.advanceTimersByTimeAsync(100);
    now = 'c';
    await vi.advanceTimersByTimeAsync(100);
    expect(reported).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(reported).toEqual(['c']);
    now = 'd';
    await vi.advanceTimersByTimeAsync(500);
    expect(reported).toEqual(['c']);
    finish();
    await vi.advanceTimersByTimeAsync(300);
    expect(reported).toEqual(['c', 'd']);
  });
});
