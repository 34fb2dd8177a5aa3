/** An object of JSON from outside, of which nothing is known yet. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

/** What a text says in JSON; undefined if it is not one. V8's own message would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value of JSON is an object: no list, and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
