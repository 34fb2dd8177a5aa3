import { isObject, type JsonObject } from '#http/json-object.ts';
import { type FhirIssue, isIssue, tooManyIssue, valueIssue } from './issue.ts';

/** An object within a resource, and its FHIRPath. */
export interface Element {
  readonly json: JsonObject;
  readonly path: string;
}

/** Returns the value as a JSON object; undefined if it is not one. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Returns the text under a name; undefined if there is none. */
export function textOf({ json }: Element, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the object under a name; undefined if there is nothing. */
export function elementOf({ json, path }: Element, name: string): Element | FhirIssue | undefined {
  if (json[name] === undefined) {
    return undefined;
  }
  const inner = asObject(json[name]);
  const at = `${path}.${name}`;
  return inner === undefined ? valueIssue(at, json[name], 'an object') : { json: inner, path: at };
}

/** Returns the elements of the list under a name; none of one that is too long, or no list. */
export function listIn(element: Element, name: string, most: number): readonly Element[] {
  const found = elementsOf(element, name, most);
  return isIssue(found) ? [] : found;
}

/** Returns the objects of the list under a name; none if there is nothing. */
export function elementsOf(
  { json, path }: Element,
  name: string,
  most: number,
): readonly Element[] | FhirIssue {
  const list = json[name] ?? [];
  const at = `${path}.${name}`;
  if (!Array.isArray(list)) {
    return valueIssue(at, list, 'a list');
  }
  if (list.length > most) {
    return tooManyIssue(at, list.length, most);
  }
  const elements = list.map((item: unknown, index) => {
    const inner = asObject(item);
    const place = `${at}[${index}]`;
    return inner === undefined
      ? valueIssue(place, item, 'an object')
      : { json: inner, path: place };
  });
  return elements.find(isIssue) ?? (elements as readonly Element[]);
}
