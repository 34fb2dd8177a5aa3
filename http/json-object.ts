/** A JSON object from outside, of which nothing is known yet. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

/** Parses JSON; undefined if it is not valid. V8's own message would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object, and neither a list nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
