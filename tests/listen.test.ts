import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen, toListenError } from '../server/src/listen.ts';
import { deferred } from './http/test-server.ts';

const host = '127.0.0.1';

describe('listen', () => {
  it('gives the address that a browser opens', async () => {
    const listening = await listen((_request, response) => response.end('ok'), { host, port: 0 });
    onTestFinished(() => listening.close());
    expect(listening.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(listening.address)).text()).toBe('ok');
  });

  it('says in one line which port is taken, and which to try', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, host, ready));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    await expect(listen(() => undefined, { host, port })).rejects.toMatchObject({
      code: 'config',
      message: `Port ${port} is taken. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`,
    });
  });

  it('explains every way in which an address is refused', () => {
    const text = (code?: string) => toListenError(Object.assign(new Error('x'), { code }), 'h', 80).message;
    expect(text('EACCES')).toContain('PORT=3000');
    expect(text('EADDRNOTAVAIL')).toContain('HOST=h');
    expect(text('ENOTFOUND')).toContain('HOST=h');
    expect(text('EAI_AGAIN')).toContain('HOST=h');
    expect(text('EWEIRD')).toBe('Cannot listen on h:80 (EWEIRD).');
  });

  it('lets a running answer end, and does not wait for connections without a request', async () => {
    // The time after which every connection is cut off does not come.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { promise: begun, resolve: begin } = deferred<undefined>();
    const { promise: release, resolve: finish } = deferred<undefined>();
    const listening = await listen(
      (_request, response) => {
        begin(undefined);
        void release.then(() => response.end('whole'));
      },
      { host, port: 0 },
    );
    const spare = connect(Number(new URL(listening.address).port), host);
    const spareClosed = new Promise((closed) => spare.once('close', closed));
    const answer = fetch(listening.address).then((response) => response.text());
    await begun;
    const closed = listening.close();
    finish(undefined);
    expect(await answer).toBe('whole');
    await closed;
    await spareClosed;
  });
});
