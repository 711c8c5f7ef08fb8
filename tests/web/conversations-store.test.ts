import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConversationStore, type ConversationStore } from '../../web/src/conversations/store.ts';
import { filterSummaries } from '../../web/src/conversations/summary.ts';
import { answered, conversation, turn } from './conversations-fixture.ts';

let name = '';
let stores: ConversationStore[] = [];

function openStore(): ConversationStore {
  const store = createConversationStore(name);
  stores.push(store);
  return store;
}

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  stores = [];
  vi.unstubAllGlobals();
});

describe('the store of conversations', () => {
  it('restores a conversation exactly in a page opened later', async () => {
    const saved = conversation('a', [turn('t1', 1, answered('Use `d["k"]`.【1】'))]);
    await openStore().save(saved);
    expect(await openStore().load('a')).toEqual(saved);
    expect(await openStore().load('b')).toBeNull();
  });

  it('lists newest first and searches in titles, questions and answers', async () => {
    const store = openStore();
    await store.save({ ...conversation('old', [turn('t1', 1, answered('About Slots'))]), updatedAt: 1 });
    await store.save({ ...conversation('new', [turn('t2', 2)]), updatedAt: 2 });
    const list = await store.list();
    expect(list.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(filterSummaries(list, 'slots about').map(({ id }) => id)).toEqual(['old']);
    expect(filterSummaries(list, '  ')).toHaveLength(2);
    expect(filterSummaries(list, 'absent')).toEqual([]);
  });

  it('gives back what was removed, for undo', async () => {
    const store = openStore();
    const saved = conversation('a', [turn('t1', 1)]);
    await store.save(saved);
    const removed = await store.remove('a');
    expect(await store.list()).toEqual([]);
    expect(removed).toEqual(saved);
    await store.restore(saved);
    expect(await store.load('a')).toEqual(saved);
    expect(await store.remove('unknown')).toBeNull();
  });

  it('keeps turns that two tabs add to one conversation', async () => {
    const [left, right] = [openStore(), openStore()];
    const base = conversation('a', [turn('t1', 1)]);
    await left.save(base);
    await right.load('a');
    await left.save({ ...base, updatedAt: 2, turns: [...base.turns, turn('t2', 2)] });
    await right.save({ ...base, updatedAt: 3, turns: [...base.turns, turn('t3', 3)] });
    const kept = await left.load('a');
    expect(kept?.turns.map(({ id }) => id)).toEqual(['t1', 't2', 't3']);
  });

  it('does not bring back a conversation that another tab removed', async () => {
    const [left, right] = [openStore(), openStore()];
    const base = conversation('a', [turn('t1', 1)]);
    await left.save(base);
    await right.load('a');
    await left.remove('a');
    await right.save(base);
    expect(await left.load('a')).toBeNull();
    await right.save({ ...base, updatedAt: 9, turns: [...base.turns, turn('t2', 9)] });
    expect((await left.load('a'))?.turns).toHaveLength(2);
  });

  it('keeps a new title although the page still saves under the old one', async () => {
    const [left, right] = [openStore(), openStore()];
    const base = conversation('a', [turn('t1', 1)]);
    await left.save(base);
    await right.load('a');
    await right.rename('a', 'Renamed');
    await left.save({ ...base, updatedAt: 5, turns: [...base.turns, turn('t2', 5)] });
    expect((await right.load('a'))?.title).toBe('Renamed');
  });

  it('tells other tabs about a change', async () => {
    const [left, right] = [openStore(), openStore()];
    const told = new Promise<void>((resolve) => right.subscribe(resolve));
    await left.save(conversation('a', [turn('t1', 1)]));
    await told;
  });

  it('works in memory and says so where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = openStore();
    await store.save(conversation('a', [turn('t1', 1)]));
    expect(await store.isKept()).toBe(false);
    expect(await store.load('a')).not.toBeNull();
    expect(await store.list()).toHaveLength(1);
    await store.remove('a');
    expect(await store.list()).toEqual([]);
  });

  it('keeps in memory what no longer fits', async () => {
    const store = openStore();
    await store.save(conversation('a', [turn('t1', 1)]));
    expect(await store.isKept()).toBe(true);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no space left', 'QuotaExceededError');
    });
    await store.save(conversation('b', [turn('t2', 2)]));
    expect(await store.isKept()).toBe(false);
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    put.mockRestore();
  });
});
