import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskRequest } from '../../server/src/ask.ts';
import type { Ask } from '../../server/src/http/app-options.ts';
import { boundAsks } from '../../server/src/http/bound-asks.ts';
import { ANSWER_PARTS, deferred, fakeDeps } from './test-server.ts';

const request: AskRequest = { id: 'r', question: 'q', history: [], depth: 'answer' };
const never = new AbortController().signal;

/** An `ask` whose runs end when they are told to. */
function heldAsk() {
  const releases: (() => void)[] = [];
  const peak = { running: 0, most: 0 };
  const ask: Ask = async function* () {
    peak.running += 1;
    peak.most = Math.max(peak.most, peak.running);
    const { promise, resolve } = deferred<undefined>();
    releases.push(() => resolve(undefined));
    try {
      await promise;
      yield ANSWER_PARTS[0]!;
    } finally {
      peak.running -= 1;
    }
  };
  return { ask, releases, peak };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('boundAsks', () => {
  it('lets a waiting ask begin when a running one has ended, in the order of arrival', async () => {
    const { ask, releases } = heldAsk();
    const bounded = boundAsks(ask, { active: 1, waiting: 2, waitMs: 60_000 });
    const order: string[] = [];
    const run = async (name: string) => {
      for await (const { type } of bounded(fakeDeps, request, never)) order.push(`${name} ${type}`);
    };
    const runs = ['first', 'second', 'third'].map(run);
    for (let index = 0; index < 3; index += 1) {
      await settled();
      expect(releases).toHaveLength(index + 1);
      releases[index]!();
    }
    await Promise.all(runs);
    expect(order).toEqual(['first start', 'second start', 'third start']);
  });

  it('refuses as busy when the queue is full', async () => {
    const { ask, releases } = heldAsk();
    const bounded = boundAsks(ask, { active: 1, waiting: 1, waitMs: 60_000 });
    const running = bounded(fakeDeps, request, never).next();
    const waiting = bounded(fakeDeps, request, never).next();
    await expect(bounded(fakeDeps, request, never).next()).rejects.toMatchObject({ code: 'busy' });
    await settled();
    releases[0]!();
    await running;
    expect(releases).toHaveLength(1);
    void waiting;
  });

  it('refuses as busy after the longest wait, and gives no place away', async () => {
    const { ask, releases, peak } = heldAsk();
    const bounded = boundAsks(ask, { active: 1, waiting: 5, waitMs: 20 });
    const running = bounded(fakeDeps, request, never);
    const first = running.next();
    await expect(bounded(fakeDeps, request, never).next()).rejects.toMatchObject({ code: 'busy' });
    releases[0]!();
    await first;
    await running.return(undefined);
    void bounded(fakeDeps, request, never).next();
    await settled();
    expect(peak.running).toBe(1);
  });

  it('forgets a waiting ask whose client has gone', async () => {
    const { ask, releases } = heldAsk();
    const bounded = boundAsks(ask, { active: 1, waiting: 1, waitMs: 60_000 });
    const running = bounded(fakeDeps, request, never);
    const first = running.next();
    const client = new AbortController();
    const gone = bounded(fakeDeps, request, client.signal).next();
    client.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    releases[0]!();
    await first;
    await running.return(undefined);
    void bounded(fakeDeps, request, never).next();
    await settled();
    expect(releases).toHaveLength(2);
  });

  it('never runs more than allowed and always frees its places', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.constantFrom('read', 'leave', 'abort'), { maxLength: 12 }),
        async (active, clients) => {
          const { ask, releases, peak } = heldAsk();
          const bounded = boundAsks(ask, { active, waiting: 20, waitMs: 60_000 });
          const runs = clients.map(async (kind) => {
            const controller = new AbortController();
            const parts = bounded(fakeDeps, request, controller.signal);
            const next = parts.next().catch(() => undefined);
            if (kind === 'abort') controller.abort();
            await next;
            if (kind === 'leave') await parts.return(undefined);
            else await parts.next().catch(() => undefined);
          });
          for (let released = 0; released < clients.length; released += 1) {
            await settled();
            releases[released]?.();
          }
          await Promise.all(runs);
          expect(peak.most).toBeLessThanOrEqual(active);
          expect(peak.running).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});
