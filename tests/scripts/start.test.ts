import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EntriesPage, HealthView } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';

const CORPUS = `# Notes

### 1. What is a list?

A list is a mutable sequence. It keeps its order.

### 2. What is a tuple?

A tuple is an immutable sequence.
`;

const ADDED = `
### 3. What is a set?

A set holds each element once.
`;

interface Started {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

/** A corpus of two entries and an empty data folder. */
function workspace(): { corpus: string; env: Record<string, string> } {
  const root = mkdtempSync(join(tmpdir(), 'indepth-start-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const corpus = join(root, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'notes.md'), CORPUS);
  return {
    corpus,
    env: {
      CORPUS_DIR: corpus,
      DATA_DIR: join(root, 'index'),
      PORT: '0',
      CHAT_MODEL: '',
      EMBEDDINGS: 'local',
    },
  };
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return { child, output: () => output, exit };
}

async function listening({ output, exit }: Started): Promise<string> {
  const ended = exit.then((code) =>
    Promise.reject(new Error(`it ended with code ${String(code)}: ${output()}`)),
  );
  const ready = expect
    .poll(output, { timeout: 100_000, interval: 50 })
    .toMatch(/^Indepth: http\S+ · \d+ entries · extractive$/m);
  await Promise.race([ready, ended]);
  return /Indepth: (http\S+)/.exec(output())![1]!;
}

const getJson = async <Body>(url: string) => (await (await fetch(url)).json()) as Body;

/** Starts with a fault in the settings: the lines that were printed, after it has ended by itself with code 1. */
async function refusal(env: Record<string, string>): Promise<string[]> {
  const started = start(env);
  expect(await started.exit).toBe(1);
  return started.output().trim().split('\n');
}

describe('npm start', { timeout: 300_000 }, () => {
  it('ingests and serves, does neither again the second time, and follows changes of the corpus', async () => {
    const { corpus, env } = workspace();
    const first = start(env);
    const url = await listening(first);
    expect(first.output()).toContain('Ingesting');
    expect((await getJson<HealthView>(`${url}/api/health`)).snapshot.entries).toBe(2);
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);

    const second = start(env);
    const again = await listening(second);
    expect(second.output().trim().split('\n')).toHaveLength(1);
    expect(second.output()).toContain('· 2 entries ·');

    appendFileSync(join(corpus, 'notes.md'), ADDED);
    const titles = async () =>
      (await getJson<EntriesPage>(`${again}/api/entries`)).entries.map(({ titleText }) => titleText);
    await expect.poll(titles, { timeout: 100_000, interval: 200 }).toContain('What is a set?');
    second.child.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });

  it('says in one line what is wrong with a setting, and ends with code 1', async () => {
    const { env } = workspace();
    expect(await refusal({ ...env, PORT: '70000' })).toEqual([expect.stringMatching(/PORT: /)]);
    expect(await refusal({ ...env, CORPUS_DIR: join(tmpdir(), 'no-such-corpus') })).toEqual([
      expect.stringMatching(/no-such-corpus does not exist.*CORPUS_DIR/),
    ]);
    writeFileSync(env.DATA_DIR!, 'a file');
    expect(await refusal(env)).toEqual([expect.stringMatching(/cannot be written.*DATA_DIR/)]);
  });

  it('says which port is taken, before any work', async () => {
    const { env } = workspace();
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    expect(await refusal({ ...env, PORT: String(port) })).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} is taken\\. .*PORT=${port + 1} npm start$`)),
    ]);
  });
});
