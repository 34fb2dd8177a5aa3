/**
 * What a record holds under a key, if anything. Keys come from outside, and one may be called
 * `constructor`.
 */
export function own<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
