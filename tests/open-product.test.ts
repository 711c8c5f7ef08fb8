import { describe, expect, it } from 'vitest';
import { AppError } from '../server/src/errors.ts';
import type { Snapshot } from '../server/src/index/types.ts';
import { followCurrent } from '../server/src/open-product.ts';
import { smallSnapshot } from './http/small-snapshot.ts';
import { deferred } from './http/test-server.ts';

/** A data folder: what CURRENT names, how often a snapshot was opened, and what opening gives. */
function dataFolder(
  open: (id: string) => Promise<Snapshot> = (id) => Promise.resolve(smallSnapshot([], id)),
) {
  const state = { current: 'a' as string | null, opened: 0, logged: [] as string[] };
  const newest = followCurrent(smallSnapshot([], 'a'), {
    readCurrent: () => Promise.resolve(state.current),
    open: () => {
      state.opened += 1;
      return open(state.current ?? '');
    },
    log: (line) => state.logged.push(line),
  });
  return { state, newest: async () => (await newest()).id };
}

describe('following the newest index', () => {
  it('swaps when CURRENT names another, and opens each once', async () => {
    const { state, newest } = dataFolder();
    expect([await newest(), await newest(), state.opened]).toEqual(['a', 'a', 0]);
    state.current = 'b';
    expect([await newest(), await newest(), state.opened]).toEqual(['b', 'b', 1]);
  });

  it('lets all callers wait for one opening', async () => {
    const { promise, resolve } = deferred<Snapshot>();
    const { state, newest } = dataFolder(() => promise);
    state.current = 'b';
    const callers = [newest(), newest(), newest()];
    resolve(smallSnapshot([], 'b'));
    expect(await Promise.all(callers)).toEqual(['b', 'b', 'b']);
    expect(state.opened).toBe(1);
  });

  it('opens one after the other when CURRENT changes during an opening', async () => {
    const openings = ['b', 'c'].map((id) => ({ id, ...deferred<Snapshot>() }));
    const { state, newest } = dataFolder((id) => openings.find((opening) => opening.id === id)!.promise);
    state.current = 'b';
    const first = newest();
    await Promise.resolve();
    state.current = 'c';
    const second = newest();
    openings[1]!.resolve(smallSnapshot([], 'c'));
    openings[0]!.resolve(smallSnapshot([], 'b'));
    await first;
    expect(await second).toBe('c');
    expect(await newest()).toBe('c');
  });

  it('keeps the one in use when the new one does not open, and says so once', async () => {
    const { state, newest } = dataFolder(() => Promise.reject(new AppError('snapshot', 'It is damaged.')));
    state.current = 'b';
    expect([await newest(), await newest()]).toEqual(['a', 'a']);
    expect(state.opened).toBe(1);
    expect(state.logged).toEqual([
      'The new index could not be opened; the one before it stays in use. It is damaged.',
    ]);
  });

  it('keeps the one in use when CURRENT is gone', async () => {
    const { state, newest } = dataFolder();
    state.current = null;
    expect([await newest(), state.opened]).toEqual(['a', 0]);
  });
});
