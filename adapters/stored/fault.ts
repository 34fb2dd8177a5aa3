import { type AnyShape, isRecord } from './shape.ts';

/**
 * Returns what is wrong with a value, and where; undefined if nothing is. It names parts of shapes,
 * but no map keys and no values, which may identify a patient.
 */
export function faultIn(shape: AnyShape, value: unknown): string | undefined {
  switch (shape.is) {
    case 'scalar':
      return faultInScalar(shape.type, value);
    case 'list':
      return Array.isArray(value) ? faultInList(shape.entry, value) : isNot('a list', value);
    case 'map':
      return isRecord(value) ? faultInMap(shape.entry, value) : isNot('an object', value);
    case 'object':
      return isRecord(value) ? faultInParts(shape, value) : isNot('an object', value);
  }
}

const NAMES = { string: 'a text', number: 'a number', boolean: 'true or false' } as const;

function faultInScalar(
  type: keyof typeof NAMES | 'any' | 'opaque',
  value: unknown,
): string | undefined {
  if (type === 'opaque') {
    return undefined;
  }
  if (type === 'any') {
    return typeof value === 'object' ? isNot('a text or a number', value) : undefined;
  }
  return typeof value === type ? undefined : isNot(NAMES[type], value);
}

function faultInList(entry: AnyShape, list: readonly unknown[]): string | undefined {
  for (const one of list) {
    const fault = faultIn(entry, one);
    if (fault !== undefined) {
      return within('[]', fault);
    }
  }
  return undefined;
}

function faultInMap(entry: AnyShape, map: Values): string | undefined {
  for (const key in map) {
    const one = map[key];
    if (entry.is === 'scalar' && typeof one === entry.type) {
      continue;
    }
    const fault = faultIn(entry, one);
    if (fault !== undefined) {
      return within('*', fault);
    }
  }
  return undefined;
}

type Values = Readonly<Record<string, unknown>>;
type ObjectShape = Extract<AnyShape, { readonly is: 'object' }>;

/** It looks at the keys that are there, since most of those that may be there are not. */
function faultInParts({ parts, byKey, required }: ObjectShape, value: Values): string | undefined {
  let found = 0;
  for (const key in value) {
    const part = byKey.get(key);
    const contents = value[key];
    if (part === undefined || contents === undefined) {
      continue;
    }
    if (part.isRequired) {
      found += 1;
    }
    const { shape } = part;
    // Most parts are texts and numbers: valid ones need no call.
    if (shape.is === 'scalar' && typeof contents === shape.type) {
      continue;
    }
    const fault = faultIn(shape, contents);
    if (fault !== undefined) {
      return within(key, fault);
    }
  }
  return found < required ? firstMissing(parts, value) : undefined;
}

function firstMissing(parts: ObjectShape['parts'], value: Values): string | undefined {
  const missing = parts.find(({ key, isRequired }) => isRequired && value[key] === undefined);
  return missing && within(missing.key, ': it is missing');
}

function within(part: string, fault: string): string {
  return fault.startsWith(':') ? part + fault : `${part}.${fault}`;
}

function isNot(expected: string, value: unknown): string {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return `: it is ${found} and must be ${expected}`;
}
