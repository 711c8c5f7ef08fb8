import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../server/src/search.ts';
import type { Answer, EntriesPage, EntryView, HealthView } from '../../server/src/protocol.ts';
import { chatBody, postChat, RETRIEVAL, startServer, temporaryFolder } from './test-server.ts';

async function getJson<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

describe('POST /api/chat as JSON', () => {
  it('gives the same answer as one object', async () => {
    const { url } = await startServer();
    const response = await postChat(url, chatBody('and it?'), { headers: { accept: 'application/json' } });
    expect(response.headers.get('content-type')).toContain('application/json');
    const answer = (await response.json()) as Answer;
    expect(answer).toMatchObject({
      id: 'm1',
      snapshot: 'small',
      question: { asked: 'and it?', standalone: 'What is a list?' },
      text: 'A list is mutable.【1】',
      outcome: 'answered',
      retrieval: RETRIEVAL,
    });
    expect(answer.citations).toMatchObject([
      { number: 1, document: 'guide.md', quote: 'A list is mutable.' },
    ]);
  });

  it('streams to clients that take both or say nothing', async () => {
    const { url } = await startServer();
    for (const accept of ['*/*', 'text/event-stream', 'text/event-stream, application/json;q=0.5']) {
      const response = await postChat(url, chatBody('q'), { headers: { accept } });
      expect([accept, response.headers.get('content-type')]).toEqual([
        accept,
        'text/event-stream; charset=utf-8',
      ]);
      await response.text();
    }
  });
});

describe('GET /api/health', () => {
  it('says what is served', async () => {
    const { url } = await startServer({ version: '1.2.3', modelHost: 'models.example' });
    const health = await getJson<HealthView>(`${url}/api/health`);
    expect(health).toMatchObject({
      status: 'ok',
      version: '1.2.3',
      snapshot: { id: 'small', documents: 2, entries: 3, chunks: 3 },
      embedder: 'fake',
      reader: null,
      composer: 'extractive',
      modelHost: 'models.example',
      vectorIndex: 'exact',
    });
    expect(health.starters.length).toBeGreaterThan(0);
  });
});

describe('GET /api/entries', () => {
  it('lists all pages, each entry once', async () => {
    const { url } = await startServer();
    const first = await getJson<EntriesPage>(`${url}/api/entries?limit=2`);
    const second = await getJson<EntriesPage>(`${url}/api/entries?limit=2&cursor=${first.cursor ?? ''}`);
    expect(first.total).toBe(3);
    expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual([
      'guide#1',
      'guide#2',
      'sql/basics#3',
    ]);
    expect(second.cursor).toBeUndefined();
  });

  it('filters by words, document and collection', async () => {
    const { url } = await startServer();
    const ids = async (query: string) =>
      (await getJson<EntriesPage>(`${url}/api/entries?${query}`)).entries.map(({ id }) => id);
    expect(await ids('q=TUPLE')).toEqual(['guide#2']);
    expect(await ids('document=sql/basics.md')).toEqual(['sql/basics#3']);
    expect(await ids('collection=sql')).toEqual(['sql/basics#3']);
    expect(await ids('q=&document=&collection=&cursor=')).toHaveLength(3);
  });

  it('refuses bad values by name', async () => {
    const { url } = await startServer();
    for (const [query, field] of [
      ['limit=0', 'limit'],
      ['limit=ten', 'limit'],
      ['cursor=nonsense', 'cursor'],
      ['q=a&q=b', 'q'],
    ]) {
      const response = await fetch(`${url}/api/entries?${query ?? ''}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`"${field ?? ''}: `);
    }
  });
});

describe('GET /api/entries/:id', () => {
  it('finds ids with / and #, encoded', async () => {
    const { url } = await startServer();
    const id = encodeURIComponent('sql/basics#3');
    const entry = await getJson<EntryView>(`${url}/api/entries/${id}`);
    expect(entry.id).toBe('sql/basics#3');
    expect(entry.sections[0]?.markdown).toBe('SQL is a query language.');
  });

  it('answers 404 with the id for an unknown entry', async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/api/entries/${encodeURIComponent('guide#99')}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('guide#99');
  });
});

describe('GET /api/search', () => {
  it('passes question, k and collection on and gives the retrieval', async () => {
    let asked: SearchRequest | undefined;
    const { url } = await startServer({
      search: (_deps, request) => {
        asked = request;
        return Promise.resolve(RETRIEVAL);
      },
    });
    const body = await getJson(`${url}/api/search?q=what%20is%20%23%3F&k=3&collection=sql`);
    expect(asked).toEqual({ question: 'what is #?', k: 3, collection: 'sql' });
    expect(body).toEqual({ question: 'what is #?', retrieval: RETRIEVAL });
  });

  it('refuses an empty question and k out of range', async () => {
    const { url } = await startServer();
    for (const query of ['', 'q=', 'q=%20', 'q=x&k=0', 'q=x&k=1000']) {
      expect((await fetch(`${url}/api/search?${query}`)).status).toBe(400);
    }
  });
});

describe('the page', () => {
  function builtPage(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Indepth</title>');
    writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {};');
    writeFileSync(join(folder, '.sources'), 'stamp');
    return folder;
  }

  it('is served at its views, revalidated; hashed assets are kept for ever', async () => {
    const { url } = await startServer({ pageDir: builtPage() });
    for (const path of [
      '/',
      '/entries/sql%2Fbasics%233?s=1-2',
      '/corpus',
      '/corpus/memory',
      '/practice',
      '/conversations/x',
    ]) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await response.text()).toContain('<title>Indepth</title>');
    }
    const asset = await fetch(`${url}/assets/main-abc123.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
  });

  it('does not stand in for missing assets, unknown addresses and hidden files', async () => {
    const { url } = await startServer({ pageDir: builtPage() });
    for (const path of [
      '/assets/gone.js',
      '/nowhere',
      '/.sources',
      '/assets/..%2f.sources',
      '/corpus.json',
    ]) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 404]);
    }
  });

  it('says how to build it when it is missing', async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm start');
  });
});
