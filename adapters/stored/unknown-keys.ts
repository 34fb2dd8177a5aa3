import { type AnyShape, isRecord, shapeAt } from './shape.ts';

/**
 * The keys of a document that its shape does not know, by place: a later version has written them.
 */
export interface UnknownKeys {
  /** The unknown keys of the object itself, with their contents. */
  readonly own: readonly (readonly [string, unknown])[];
  /**
   * The unknown keys of its parts: by the names of an object's parts, by the keys of a map, and by
   * the identity of a list's entries.
   */
  readonly parts: ReadonlyMap<string, UnknownKeys>;
}

type Values = Readonly<Record<string, unknown>>;

/** Returns the unknown keys of a value; undefined if it has none. */
export function unknownKeys(shape: AnyShape, value: unknown): UnknownKeys | undefined {
  switch (shape.is) {
    case 'list':
      return Array.isArray(value) ? unknownInList(shape, value) : undefined;
    case 'map':
      return isRecord(value) ? unknownInMap(shape.entry, value) : undefined;
    case 'object':
      return isRecord(value) ? unknownInObject(shape, value) : undefined;
    default:
      return undefined;
  }
}

type ObjectShape = Extract<AnyShape, { readonly is: 'object' }>;
type ListShape = Extract<AnyShape, { readonly is: 'list' }>;

function unknownInObject({ fields }: ObjectShape, value: Values): UnknownKeys | undefined {
  const own: [string, unknown][] = [];
  const parts = new Map<string, UnknownKeys>();
  for (const [key, part] of Object.entries(value)) {
    const known = shapeAt(fields, key);
    if (known === undefined) {
      own.push([key, part]);
    } else {
      note(parts, key, unknownKeys(known, part));
    }
  }
  return found(own, parts);
}

function unknownInMap(entry: AnyShape, value: Values): UnknownKeys | undefined {
  const parts = new Map<string, UnknownKeys>();
  for (const [key, part] of Object.entries(value)) {
    note(parts, key, unknownKeys(entry, part));
  }
  return found([], parts);
}

function unknownInList(shape: ListShape, list: readonly unknown[]): UnknownKeys | undefined {
  const parts = new Map<string, UnknownKeys>();
  for (const entry of list) {
    const unknown = unknownKeys(shape.entry, entry);
    if (unknown !== undefined) {
      parts.set(entryName(shape, entry), unknown);
    }
  }
  return found([], parts);
}

function note(parts: Map<string, UnknownKeys>, key: string, unknown: UnknownKeys | undefined) {
  if (unknown !== undefined) {
    parts.set(key, unknown);
  }
}

function found(
  own: UnknownKeys['own'],
  parts: ReadonlyMap<string, UnknownKeys>,
): UnknownKeys | undefined {
  return own.length === 0 && parts.size === 0 ? undefined : { own, parts };
}

/**
 * Returns the value with those unknown keys that it has lost since, wherever their parent still
 * exists. A part that lacks none stays the same object.
 */
export function withUnknownKeys<Value>(
  shape: AnyShape,
  value: Value,
  unknown: UnknownKeys | undefined,
): Value;
export function withUnknownKeys(
  shape: AnyShape,
  value: unknown,
  unknown: UnknownKeys | undefined,
): unknown {
  if (unknown === undefined) {
    return value;
  }
  switch (shape.is) {
    case 'list':
      return Array.isArray(value) ? restoredList(shape, value, unknown) : value;
    case 'map':
      return isRecord(value) ? restored(() => shape.entry, value, unknown) : value;
    case 'object':
      return isRecord(value)
        ? restored((key) => shapeAt(shape.fields, key), value, unknown)
        : value;
    default:
      return value;
  }
}

function restored(
  shapeOf: (key: string) => AnyShape | undefined,
  value: Values,
  { own, parts }: UnknownKeys,
): Values {
  const changes = own.filter(([key]) => !Object.hasOwn(value, key));
  for (const [key, unknown] of parts) {
    const part = Object.hasOwn(value, key) ? value[key] : undefined;
    const shape = shapeOf(key);
    const whole = shape && withUnknownKeys(shape, part, unknown);
    if (whole !== part) {
      changes.push([key, whole]);
    }
  }
  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}

function restoredList(
  shape: ListShape,
  list: readonly unknown[],
  { parts }: UnknownKeys,
): readonly unknown[] {
  const whole = list.map((entry) =>
    withUnknownKeys(shape.entry, entry, parts.get(entryName(shape, entry))),
  );
  return whole.some((entry, i) => entry !== list[i]) ? whole : list;
}

/**
 * Returns the identity of a list's entry: its identifying keys, or everything that is known of it.
 */
function entryName({ entry, knownBy }: ListShape, value: unknown): string {
  return JSON.stringify(
    knownBy.length > 0 && isRecord(value)
      ? knownBy.map((key) => value[key])
      : knownPart(entry, value),
  );
}

/** Returns a value without its unknown keys, in the order of its shape. */
function knownPart(shape: AnyShape, value: unknown): unknown {
  if (shape.is === 'list' && Array.isArray(value)) {
    return value.map((entry) => knownPart(shape.entry, entry));
  }
  if (shape.is === 'object' && isRecord(value)) {
    return shape.parts.map((part) => knownPart(part.shape, value[part.key]));
  }
  return value;
}
