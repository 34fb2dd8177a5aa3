/**
 * Returns the value of a record's own key, if it has one. Keys come from outside, and one may be
 * called `constructor`.
 */
export function own<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
