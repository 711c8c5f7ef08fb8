/** Puts a value into a cache as the latest used, and forgets those not used for longest where it holds more than `most`. */
export function keepLatest<Key, Value>(cache: Map<Key, Value>, key: Key, value: Value, most: number): void {
  cache.delete(key);
  cache.set(key, value);
  for (const oldest of cache.keys()) {
    if (cache.size <= most) break;
    cache.delete(oldest);
  }
}
