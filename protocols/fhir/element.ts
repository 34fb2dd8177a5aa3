import { isObject, type JsonObject } from '#http/json-object.ts';
import { type Fault, isFault, tooMany, wrong } from './fault.ts';

/** An object within a resource, and where it is in FHIRPath. */
export interface Element {
  readonly json: JsonObject;
  readonly path: string;
}

/** The value as an object of JSON; undefined where it is none. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The text under a name; undefined where there is none. */
export function textOf({ json }: Element, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object under a name; undefined where there is nothing. */
export function elementOf({ json, path }: Element, name: string): Element | Fault | undefined {
  if (json[name] === undefined) {
    return undefined;
  }
  const inner = asObject(json[name]);
  const at = `${path}.${name}`;
  return inner === undefined ? wrong(at, json[name], 'an object') : { json: inner, path: at };
}

/** The objects of the list under a name; none where there is nothing. */
export function elementsOf(
  { json, path }: Element,
  name: string,
  most: number,
): readonly Element[] | Fault {
  const list = json[name] ?? [];
  const at = `${path}.${name}`;
  if (!Array.isArray(list)) {
    return wrong(at, list, 'a list');
  }
  if (list.length > most) {
    return tooMany(at, list.length, most);
  }
  const elements = list.map((item: unknown, index) => {
    const inner = asObject(item);
    const place = `${at}[${index}]`;
    return inner === undefined ? wrong(place, item, 'an object') : { json: inner, path: place };
  });
  return elements.find(isFault) ?? (elements as readonly Element[]);
}
