import * as z from 'zod/mini';
import { formatValue } from './format-value.ts';

/** How one field of a body is read, and what stands of it in the document of the API. */
export type Field<Value> = z.ZodMiniType<Value>;

/** What a body may hold: its fields, and how each is read. */
export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/**
 * An object of a body. Zod's own for objects is not taken: it doubles what zod costs in a bundle,
 * and says less well what is wrong. The document of the API makes one of the same fields.
 */
export interface BodySchema<S extends Shape = Shape> {
  readonly fields: S;
  /** Whether it may hold what is not read. */
  readonly open: boolean;
}

type Optional<S extends Shape> = {
  [Name in keyof S]: undefined extends z.output<S[Name]> ? Name : never;
}[keyof S];

export type ValuesOf<B extends BodySchema> =
  B extends BodySchema<infer S>
    ? { readonly [Name in Exclude<keyof S, Optional<S>>]: z.output<S[Name]> } & {
        readonly [Name in Optional<S>]?: z.output<S[Name]>;
      }
    : never;

/** What ends the sentence "it must be …" of a field that is not as expected. */
const EXPECTED = new WeakMap<z.ZodMiniType, string>();

/** A field that says in words what it expects. */
export function expecting<F extends z.ZodMiniType>(expects: string, field: F): F {
  EXPECTED.set(field, expects);
  return field;
}

/** What is expected of a field, to end the sentence "it must be …". */
export function expectationOf(field: z.ZodMiniType | undefined): string {
  return (field && EXPECTED.get(field)) ?? 'something else';
}

/** The body of a request: these fields and no others. */
export function body<const S extends Shape>(fields: S): BodySchema<S> {
  return { fields, open: false };
}

/** The same of a protocol whose clients may send more than is read. */
export function openBody<const S extends Shape>(fields: S): BodySchema<S> {
  return { fields, open: true };
}

/** What a value means as this field; undefined if it is not as expected. */
export function readField<Value>(field: Field<Value>, given: unknown): Value | undefined {
  return z.safeParse(field, given).data;
}

/** A field that may be left out. */
export function optional<F extends z.ZodMiniType>(field: F) {
  return expecting(expectationOf(field), z.optional(field));
}

/** A text that is not blank. */
export function text(maxLength: number) {
  return expecting(
    `a text of 1 to ${maxLength} characters`,
    z.string().check(z.minLength(1), z.maxLength(maxLength), z.regex(/\S/), z.trim()),
  );
}

/** A text that may be empty. */
export function words(maxLength: number) {
  return expecting(
    `a text of at most ${maxLength} characters`,
    z.string().check(z.maxLength(maxLength), z.trim()),
  );
}

/** A text of this form. */
export function form(expects: string, pattern: RegExp) {
  return expecting(expects, z.string().check(z.regex(pattern)));
}

export function oneOf<const Values extends readonly string[]>(values: Values) {
  return expecting(`one of ${values.map((v) => `"${v}"`).join(', ')}`, z.enum(values));
}

/** A number; JSON has neither NaN nor infinities. */
export const number = expecting('a number', z.number());

export const yesOrNo = expecting('true or false', z.boolean());

/** Two numbers. */
export const pair = expecting(
  'a pair of numbers, such as [50, 120]',
  z.array(z.number()).check(z.minLength(2), z.maxLength(2)),
);

/** Minutes, parts of one allowed, up to four weeks. */
export const minutes = expecting(
  'a number of minutes above 0 and at most 40320',
  z.number().check(z.gt(0), z.lte(40_320)),
);

/** A list of 1 to `most`, each read by the field. */
export function listOf<F extends z.ZodMiniType>(field: F, most: number) {
  return expecting(
    `a list of 1 to ${most}, each ${expectationOf(field)}`,
    z.array(field).check(z.minLength(1), z.maxLength(most)),
  );
}

/** What a field holds that is an object, for the document of the API. */
const NESTED = new WeakMap<z.core.$ZodType, BodySchema>();

export function nestedOf(field: z.core.$ZodType): BodySchema | undefined {
  return NESTED.get(field);
}

/** An object within a body. */
export function nested<B extends BodySchema>(expects: string, schema: B) {
  const read = (given: unknown): ValuesOf<B> | undefined => {
    const found = readFields(given, schema);
    return found.kind === 'fields' ? found.fields : undefined;
  };
  const field = expecting(expects, standsFor(z.unknown(), read));
  NESTED.set(field, schema);
  return field;
}

/** A text that stands for something else; `parse` answers undefined if it does not. */
export function parsed<Value>(parse: (text: string) => Value | undefined) {
  return standsFor(z.string(), parse);
}

function standsFor<Given extends z.ZodMiniType, Value>(
  given: Given,
  read: (value: z.output<Given>) => Value | undefined,
) {
  return z.pipe(
    given,
    z.transform((value: z.output<Given>, context): Value => {
      const meant = read(value);
      if (meant !== undefined) {
        return meant;
      }
      context.issues.push({ code: 'custom', input: value });
      return z.NEVER;
    }),
  );
}

interface FieldError {
  readonly field: string;
  readonly detail: string;
}

export type ReadFields<B extends BodySchema> =
  | { readonly kind: 'fields'; readonly fields: ValuesOf<B> }
  | { readonly kind: 'errors'; readonly errors: readonly FieldError[] };

/** Reads a body by its schema; all that is wrong is told at once. */
export function readFields<B extends BodySchema>(body: unknown, schema: B): ReadFields<B> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'errors', errors: [{ field: '', detail: 'The body must be a JSON object.' }] };
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const errors: FieldError[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.fields)) {
    const read = z.safeParse(field, given.get(name));
    if (!read.success) {
      errors.push({ field: name, detail: unexpected(given.get(name), field) });
    }
    fields[name] = read.data;
  }
  const known = Object.keys(schema.fields);
  const stray = schema.open ? [] : [...given.keys()].filter((name) => !known.includes(name));
  const detail = `It is not known here; allowed: ${known.join(', ') || 'none'}.`;
  errors.push(...stray.map((field) => ({ field, detail })));
  return errors.length > 0
    ? { kind: 'errors', errors }
    : { kind: 'fields', fields: fields as ValuesOf<B> };
}

function unexpected(given: unknown, field: z.ZodMiniType): string {
  const expects = expectationOf(field);
  return given === undefined
    ? `It is missing; it must be ${expects}.`
    : `It is ${formatValue(given)}; it must be ${expects}.`;
}
