/**
 * Stands in bundles for the cache of the SDK's search for endpoints, which is off unless somebody
 * turns it on, and then holds one entry for each table.
 */
export default class EndpointMap<K, V> extends Map<K, V> {
  /** The SDK gives a capacity, which nothing comes near. */
  constructor(_capacity: number) {
    super();
  }

  peek(key: K): V | undefined {
    return this.get(key);
  }
}
