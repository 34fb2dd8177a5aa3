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
      return isRecord(value) ? faultInParts(shape.parts, value) : isNot('an object', value);
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
    const fault = faultIn(entry, map[key]);
    if (fault !== undefined) {
      return within('*', fault);
    }
  }
  return undefined;
}

type Values = Readonly<Record<string, unknown>>;
type Parts = Extract<AnyShape, { readonly is: 'object' }>['parts'];

function faultInParts(parts: Parts, value: Values): string | undefined {
  for (const { key, shape, isRequired } of parts) {
    const part = value[key];
    if (part === undefined) {
      if (isRequired) {
        return within(key, ': it is missing');
      }
      continue;
    }
    // Most parts are texts and numbers: valid ones need no call.
    if (shape.is === 'scalar' && typeof part === shape.type) {
      continue;
    }
    const fault = faultIn(shape, part);
    if (fault !== undefined) {
      return within(key, fault);
    }
  }
  return undefined;
}

function within(part: string, fault: string): string {
  return fault.startsWith(':') ? part + fault : `${part}.${fault}`;
}

function isNot(expected: string, value: unknown): string {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return `: it is ${found} and must be ${expected}`;
}
