import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../server/src/protocol.ts';
import { chatBody, postChat, startServer } from './test-server.ts';

/** A GET with headers and a path that `fetch` would not send. */
function rawRequest(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = httpRequest({ hostname, port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end();
  });
}

async function errorOf(response: Response): Promise<[number, string, string]> {
  const { error } = (await response.json()) as ErrorBody;
  return [response.status, error.code, error.message];
}

describe('errors', () => {
  it('has the shape { error: { code, message } } for what does not exist', async () => {
    const { url } = await startServer();
    expect(await errorOf(await fetch(`${url}/api/nothing`))).toEqual([
      404,
      'not_found',
      'There is nothing at GET "/api/nothing".',
    ]);
    expect((await errorOf(await fetch(`${url}/wp-admin.php`)))[0]).toBe(404);
  });

  it('refuses wrong methods with 405 and the allowed ones', async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/api/chat`);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect(await errorOf(response)).toEqual([
      405,
      'method_not_allowed',
      'GET is not possible here; use POST, OPTIONS.',
    ]);
    for (const path of ['/api/health', '/api/entries', '/api/entries/x', '/api/search', '/corpus']) {
      const wrong = await fetch(`${url}${path}`, { method: 'DELETE' });
      expect([path, wrong.status, wrong.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD, OPTIONS']);
    }
  });

  it('answers OPTIONS without opening the API to other origins, and HEAD without a body', async () => {
    const { url } = await startServer();
    const options = await fetch(`${url}/api/chat`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    const head = await fetch(`${url}/api/health`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('says what is wrong with a body', async () => {
    const { url } = await startServer();
    expect(await errorOf(await postChat(url, '{"messages": ['))).toEqual([
      400,
      'bad_request',
      'The request body is not valid JSON.',
    ]);
    const text = await postChat(url, chatBody('q'), { headers: { 'content-type': 'text/plain' } });
    expect(await errorOf(text)).toEqual([
      415,
      'unsupported_media_type',
      'The content type "text/plain" is not read. Send content-type: application/json.',
    ]);
    const charset = await postChat(url, chatBody('q'), {
      headers: { 'content-type': 'application/json; charset=koi8' },
    });
    expect((await errorOf(charset)).slice(0, 2)).toEqual([415, 'unsupported_media_type']);
    const large = await postChat(url, chatBody('x'.repeat(5_000_000)));
    expect((await errorOf(large)).slice(0, 2)).toEqual([413, 'too_large']);
    const encoding = await postChat(url, chatBody('q'), { headers: { 'content-encoding': 'zip' } });
    expect((await errorOf(encoding)).slice(0, 2)).toEqual([415, 'unsupported_media_type']);
  });

  it('survives malformed addresses', async () => {
    const { url } = await startServer();
    for (const path of [
      '/api/entries/%',
      '/api/entries/%E0%A4%A',
      '/entries/%ZZ',
      '/%',
      '/assets/%2e%2e/%00',
    ]) {
      const { status } = await rawRequest(url, path);
      expect([path, status === 500]).toEqual([path, false]);
    }
  });

  it('never answers 5xx and keeps serving, whatever is posted', async () => {
    const { url, logged } = await startServer();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ messages: value })),
        ),
        fc.constantFrom('application/json', 'text/plain', 'application/json; charset=utf-8', 'a/b; c=d'),
        async (body, contentType) => {
          const response = await postChat(url, body, { headers: { 'content-type': contentType } });
          const text = await response.text();
          expect(response.status).toBeLessThan(500);
          if (response.status >= 400) expect(JSON.parse(text)).toHaveProperty('error.code');
        },
      ),
      { numRuns: 60 },
    );
    expect(logged).toEqual([]);
  });
});

describe('who may ask', () => {
  it('refuses hosts that are not ours, with the setting that allows them', async () => {
    const { url } = await startServer({ allowedHosts: ['notes.lan'] });
    const statusFor = async (host: string, path = '/api/health') =>
      (await rawRequest(url, path, { host })).status;
    expect(await statusFor('localhost:3000')).toBe(200);
    expect(await statusFor('127.0.0.1')).toBe(200);
    expect(await statusFor('[::1]:3000')).toBe(200);
    expect(await statusFor('192.168.1.7:80')).toBe(200);
    expect(await statusFor('NOTES.LAN:3000')).toBe(200);
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'a b',
      'x@localhost',
    ]) {
      expect([host, await statusFor(host)]).toEqual([host, 403]);
      expect([host, await statusFor(host, '/api/search?q=x')]).toEqual([host, 403]);
    }
    const { body } = await rawRequest(url, '/api/health', { host: 'evil.example' });
    expect(body).toContain('ALLOWED_HOSTS');
  });
});

describe('headers', () => {
  it('protects every response, errors too', async () => {
    const { url } = await startServer();
    for (const path of ['/api/health', '/api/nothing', '/']) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
          "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });
});
