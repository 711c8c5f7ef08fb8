import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';

/** A browser that keeps nothing may also never answer; then the page goes on without. */
const PATIENCE_MS = 4_000;

/**
 * A database of this browser, or `null` where the browser keeps nothing (storage denied, a private window,
 * a damaged profile, an older page that will not let go). It steps aside for a newer page in another tab.
 */
export async function openDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): Promise<IDBPDatabase<Schema> | null> {
  if (!hasIndexedDb()) return null;
  const opening = openDB<Schema>(name, version, {
    upgrade,
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([opening, patience]);
  } catch {
    // What the browser denies is no fault of the page: the caller keeps things in memory and says so.
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Where storage is denied, some browsers throw already when it is named. */
function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB !== 'undefined';
  } catch {
    return false;
  }
}
