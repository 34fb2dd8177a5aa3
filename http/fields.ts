import type { Instant } from '#core/time/instant.ts';
import { parseTypedTime, type TypedTime } from '#core/time/typed-time.ts';
import { parseTime } from './parse-time.ts';
import { say } from './say.ts';

/** How one field of a body is read. `expects` ends the sentence "it must be …". */
export interface Field<Value> {
  readonly expects: string;
  /** The value, or undefined where it is not as expected. */
  readonly read: (value: unknown) => Value | undefined;
}

/** What a body may hold: its fields, and how each is read. */
export type Shape = Readonly<Record<string, Field<unknown>>>;

export type ValuesOf<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Field<infer Value> ? Value : never;
};

/** Marks what stands for a field that may be left out. */
const ABSENT = Symbol('absent');

/** A field that may be left out. */
export function optional<Value>(field: Field<Value>): Field<Value | undefined> {
  const read = (value: unknown) => (value === undefined ? ABSENT : field.read(value));
  return { expects: field.expects, read: read as Field<Value | undefined>['read'] };
}

/** A text that is not blank. */
export function text(maxLength: number): Field<string> {
  return {
    expects: `a text of 1 to ${maxLength} characters`,
    read: (value) =>
      typeof value === 'string' && value.trim() !== '' && value.length <= maxLength
        ? value.trim()
        : undefined,
  };
}

export function oneOf<const Value extends string>(values: readonly Value[]): Field<Value> {
  return {
    expects: `one of ${values.map((v) => `"${v}"`).join(', ')}`,
    read: (value) => values.find((known) => known === value),
  };
}

/** Minutes, parts of one allowed, up to four weeks. */
export const minutes: Field<number> = {
  expects: 'a number of minutes above 0 and at most 40320',
  read: (value) => (typeof value === 'number' && value > 0 && value <= 40_320 ? value : undefined),
};

/**
 * A moment as another program's protocol has it, with its offset from UTC: where that is left out,
 * nobody knows which midnight is meant.
 */
export const instant: Field<Instant> = {
  expects: 'a time as in "2026-05-04T07:00:00Z", with Z or an offset',
  read: (value) => (typeof value === 'string' ? parseTime(value) : undefined),
};

/** A time as people type it; `momentMeant` settles by which clocks. */
export const typedTime: Field<TypedTime> = {
  expects:
    'a time such as "2026-05-04T07:00:00Z", or "2026-05-04 07:00", which is in the time_zone of the config',
  read: (value) => {
    const parsed = typeof value === 'string' ? parseTypedTime(value) : undefined;
    return parsed?.ok ? parsed.typed : undefined;
  },
};

/** A list of 1 to `most`, each read by the field. */
export function listOf<Value>(field: Field<Value>, most: number): Field<readonly Value[]> {
  return {
    expects: `a list of 1 to ${most}, each ${field.expects}`,
    read: (value) => {
      if (!Array.isArray(value) || value.length === 0 || value.length > most) {
        return undefined;
      }
      const read = value.map((item) => field.read(item));
      return read.includes(undefined) ? undefined : (read as Value[]);
    },
  };
}

interface FieldError {
  readonly field: string;
  readonly detail: string;
}

export type ReadFields<S extends Shape> =
  | { readonly kind: 'fields'; readonly fields: ValuesOf<S> }
  | { readonly kind: 'errors'; readonly errors: readonly FieldError[] };

/** Reads a body by its shape; all that is wrong is told at once. */
export function readFields<S extends Shape>(body: unknown, shape: S): ReadFields<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'errors', errors: [{ field: '', detail: 'The body must be a JSON object.' }] };
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const errors: FieldError[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const value = field.read(given.get(name));
    if (value === undefined) {
      errors.push({ field: name, detail: unexpected(given.get(name), field) });
    }
    fields[name] = value === ABSENT ? undefined : value;
  }
  const known = Object.keys(shape);
  for (const name of given.keys()) {
    if (!known.includes(name)) {
      errors.push({
        field: name,
        detail: `It is not known here; allowed: ${known.join(', ') || 'none'}.`,
      });
    }
  }
  return errors.length > 0
    ? { kind: 'errors', errors }
    : { kind: 'fields', fields: fields as ValuesOf<S> };
}

function unexpected(given: unknown, { expects }: Field<unknown>): string {
  return given === undefined
    ? `It is missing; it must be ${expects}.`
    : `It is ${say(given)}; it must be ${expects}.`;
}
