import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Conversation } from '../../web/src/conversation/types.ts';

/** The conversations that the browser keeps, read without the page's own code. */
export function stored(page: Page): Promise<Conversation[]> {
  return allOf(page, 'indepth-conversations', 'conversations') as Promise<Conversation[]>;
}

/** Waits until every answer is kept to its end: a page that goes away sooner takes what is being written along. */
export async function saved(page: Page) {
  const isOpen = async () => {
    const turns = (await stored(page)).flatMap((conversation) => conversation.turns);
    return turns.length === 0 || turns.some((turn) => turn.answer.finish === null);
  };
  await expect.poll(isOpen).toBe(false);
}

/** Everything in one store of a database of the page. */
export function allOf(page: Page, database: string, store: string): Promise<unknown[]> {
  return page.evaluate(
    ([databaseName, storeName]) =>
      new Promise<unknown[]>((resolve) => {
        indexedDB.open(databaseName).onsuccess = (event) => {
          const opened = (event.target as IDBOpenDBRequest).result;
          const request = opened.transaction(storeName).objectStore(storeName).getAll();
          request.onsuccess = () => {
            opened.close();
            resolve(request.result);
          };
        };
      }),
    [database, store] as const,
  );
}
