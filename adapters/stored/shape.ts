/**
 * The stored shape that this version knows of a document: its keys, which of them are required, and
 * their contents. It follows from the type, so that a new key does not compile until it is added
 * here too.
 */
export type ShapeOf<T> = [T] extends [Opaque]
  ? ScalarShape<'opaque'>
  : [T] extends [string]
    ? ScalarShape<'string'>
    : [T] extends [number]
      ? ScalarShape<'number'>
      : [T] extends [boolean]
        ? ScalarShape<'boolean'>
        : [T] extends [string | number | boolean]
          ? ScalarShape<'any'>
          : [T] extends [readonly (infer Entry)[]]
            ? ListShape<Entry>
            : string extends keyof T
              ? MapShape<T[string & keyof T]>
              : ObjectShape<T>;

declare const IS_OPAQUE: unique symbol;

/** What the store keeps whole: whoever reads it knows what lies in it. */
export interface Opaque {
  readonly [IS_OPAQUE]: true;
}

/** A value without parts. */
export interface ScalarShape<Type extends 'string' | 'number' | 'boolean' | 'any' | 'opaque'> {
  readonly is: 'scalar';
  readonly type: Type;
}

/** A list of entries. */
export interface ListShape<Entry> {
  readonly is: 'list';
  readonly entry: ShapeOf<Entry>;
  /** The keys that identify an entry after it has changed; without them it cannot be identified. */
  readonly knownBy: readonly string[];
}

/** A map, whose keys are data. */
export interface MapShape<Entry> {
  readonly is: 'map';
  readonly entry: ShapeOf<Entry>;
}

/** Named parts; for a union the parts of all its members. */
export interface ObjectShape<T> {
  readonly is: 'object';
  readonly fields: Fields<T>;
  /** The same as a list. */
  readonly parts: readonly Part[];
  /** The same by key, since every part of every document is checked when it is read. */
  readonly byKey: ReadonlyMap<string, Part>;
  /** How many parts are required. */
  readonly required: number;
}

interface Part {
  readonly key: string;
  readonly shape: AnyShape;
  readonly isRequired: boolean;
}

/** An optional part. */
export interface Optional<Shape> {
  readonly optional: Shape;
}

export type Fields<T> = {
  readonly [Key in KeyOf<T>]-?: undefined extends ValueOf<T, Key>
    ? Optional<ShapeOf<Exclude<ValueOf<T, Key>, undefined>>>
    : ShapeOf<ValueOf<T, Key>>;
};

type KeyOf<T> = T extends unknown ? keyof T : never;

/** The shape of a key in the members of a union; `undefined` if some do not have it. */
type ValueOf<T, Key extends PropertyKey> = T extends unknown
  ? Key extends keyof T
    ? T[Key]
    : undefined
  : never;

/** Any shape, for code that walks one without knowing its type. */
export type AnyShape =
  | ScalarShape<'string' | 'number' | 'boolean' | 'any' | 'opaque'>
  | { readonly is: 'list'; readonly entry: AnyShape; readonly knownBy: readonly string[] }
  | { readonly is: 'map'; readonly entry: AnyShape }
  | (Omit<ObjectShape<object>, 'fields'> & { readonly fields: AnyFields });

type AnyFields = Readonly<Record<string, AnyShape | Optional<AnyShape>>>;

export const text: ScalarShape<'string'> = { is: 'scalar', type: 'string' };
export const number: ScalarShape<'number'> = { is: 'scalar', type: 'number' };
export const flag: ScalarShape<'boolean'> = { is: 'scalar', type: 'boolean' };
export const opaque: ScalarShape<'opaque'> = { is: 'scalar', type: 'opaque' };
export const scalar: ScalarShape<'any'> = { is: 'scalar', type: 'any' };

export function listOf<Entry>(
  entry: ShapeOf<Entry>,
  knownBy: readonly (string & KeyOf<Entry>)[] = [],
): ListShape<Entry> {
  return { is: 'list', entry, knownBy };
}

export function mapOf<Entry>(entry: ShapeOf<Entry>): MapShape<Entry> {
  return { is: 'map', entry };
}

export function object<T>(fields: Fields<T>): ObjectShape<T> {
  const parts = Object.entries(fields as AnyFields).map(([key, field]) => {
    const isRequired = !('optional' in field);
    return { key, shape: 'optional' in field ? field.optional : field, isRequired };
  });
  const byKey = new Map(parts.map((part) => [part.key, part]));
  const required = parts.filter(({ isRequired }) => isRequired).length;
  return { is: 'object', fields, parts, byKey, required };
}

export function optional<Shape>(shape: Shape): Optional<Shape> {
  return { optional: shape };
}

/** Returns the shape of a part; undefined if it is unknown. */
export function shapeAt(fields: AnyFields, key: string): AnyShape | undefined {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field !== undefined && 'optional' in field ? field.optional : field;
}

/** Whether a value is an object and not a list, so that it may have named parts. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
