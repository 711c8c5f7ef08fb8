import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { AskDeps } from '../../server/src/ask.ts';
import { errorHandler } from '../../server/src/http/error-response.ts';
import { practiceRoute } from '../../server/src/http/practice.ts';
import type { ErrorBody, PracticeResponse } from '../../server/src/protocol.ts';

const TEXT = '# T\n\n### 1. What is the GIL?\nThe GIL is a mutex around the Python interpreter.\n';
const { entries } = parseEntries('a.md', TEXT);
/** What these requests read: none of them needs the models. */
const deps = {
  snapshot: {
    documents: new Map([['a.md', { path: 'a.md', text: TEXT, hash: '', title: 'T' }]]),
    entries,
    entryIndex: new Map(entries.map(({ id }, index) => [id, index])),
  },
} as unknown as AskDeps;

describe('POST /api/practice', () => {
  const app = express();
  app.use(practiceRoute({ currentDeps: () => Promise.resolve(deps) }));
  app.use(errorHandler(() => undefined));
  let server: ReturnType<typeof app.listen>;
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server = app.listen(0, '127.0.0.1', () => resolve());
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/practice`;
  });
  afterAll(() => void server.close());

  it('scores an attempt, with the offsets of what was written', async () => {
    const attempt = 'Well. The GIL is a mutex around the Python interpreter.';
    const response = await post({ entryId: 'a#1', attempt });
    expect(response.status).toBe(200);
    const { score, points } = (await response.json()) as PracticeResponse;
    expect(score).toBe(1);
    const { start = 0, end = 0 } = points[0]?.attempt ?? {};
    expect(attempt.slice(start, end)).toBe('The GIL is a mutex around the Python interpreter.');
  });

  it('tells how many points there are to find when nothing is written', async () => {
    const { score, points } = (await (
      await post({ entryId: 'a#1', attempt: '' })
    ).json()) as PracticeResponse;
    expect(score).toBe(0);
    expect(points.map(({ state }) => state)).toEqual(['missed']);
  });

  it.each([
    [{ entryId: 'a#1' }, 400, 'attempt'],
    [{ entryId: '', attempt: 'x' }, 400, 'entryId'],
    [{ entryId: 'a#1', attempt: 'x'.repeat(8_001) }, 400, '8000 characters'],
    [{ entryId: 'a#2', attempt: 'x' }, 404, 'a#2'],
    [{ entryId: '__proto__', attempt: 'x' }, 404, '__proto__'],
    [{ entryId: 'a#1', attempt: 'x'.repeat(70_000) }, 413, ''],
    [[], 400, ''],
  ])('refuses %j with status %i', async (body, status, named) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as ErrorBody).error.message).toContain(named);
  });

  it('reads JSON only, and by POST only', async () => {
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(415);
    expect((await fetch(url)).status).toBe(405);
  });

  function post(body: unknown): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
});
