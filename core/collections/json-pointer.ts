import { own } from './own.ts';

/** What `JSON.parse` returns. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Returns what a JSON Pointer (RFC 6901) points at; undefined if that does not exist. */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  const [, ...parts] = pointer.split('/');
  const keys = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<JsonValue | undefined>(partOf, document);
}

function partOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  // A list has an own property "length", which is no element.
  const isElement = !Array.isArray(value) || /^(0|[1-9]\d*)$/u.test(key);
  return isElement ? own(value as Readonly<Record<string, JsonValue>>, key) : undefined;
}

/** Whether a text is a JSON Pointer. */
export function isPointer(text: string): boolean {
  return /^(\/([^~/]|~[01])*)*$/u.test(text);
}
