/**
 * Replacements for `Map.groupBy` and `Object.groupBy`, which Node 20 lacks. The published programs
 * use these and leave the globals unchanged.
 */
export function mapGroupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K) {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index);
    index += 1;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

export function objectGroupBy<K extends PropertyKey, T>(
  items: Iterable<T>,
  keyOf: (item: T, index: number) => K,
) {
  return Object.assign(Object.create(null), Object.fromEntries(mapGroupBy(items, keyOf)));
}
