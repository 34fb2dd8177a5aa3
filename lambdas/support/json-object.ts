/** An object of JSON from outside, of which nothing is known yet. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

/** Whether a value of JSON is an object: no list, and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
