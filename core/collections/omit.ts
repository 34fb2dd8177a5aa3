/**
 * Returns a copy without some keys. With exact optional properties this is how an optional key is
 * removed.
 */
export function omit<T extends object, K extends keyof T>(
  value: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const copy = { ...value };
  for (const key of keys) {
    delete copy[key];
  }
  return copy;
}
