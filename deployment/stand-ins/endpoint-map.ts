/**
 * Replaces the cache of the SDK's endpoint discovery in bundles, which is off by default and holds
 * one entry for each table.
 */
export default class EndpointMap<K, V> extends Map<K, V> {
  /** The SDK passes a capacity, which is never reached. */
  constructor(_capacity: number) {
    super();
  }

  peek(key: K): V | undefined {
    return this.get(key);
  }
}
