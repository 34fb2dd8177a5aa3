/** What is not known before Terraform runs, and why. */
export class Unknown {
  readonly why: string;
  /** Whether Terraform would refuse it too, so that `try` takes what stands behind it. */
  readonly isError: boolean;

  constructor(why: string, isError = false) {
    this.why = why;
    this.isError = isError;
  }
}

/** A value of Terraform's language, with gaps where nothing is known. */
export type Value = string | number | boolean | null | Unknown | readonly Value[] | Values;

export interface Values {
  readonly [name: string]: Value;
}

/** The address of a resource, in its value: what else it has is known to the state alone. */
export const ADDRESS = Symbol('address');

/** Marks a list as a set: its keys are its values. */
const SET = Symbol('set');

/** Returns what Terraform makes of a list as a set: each value once, texts in order. */
export function setOf(list: readonly Value[]): readonly Value[] {
  const unique = distinct(list);
  const sorted = unique.every((one) => typeof one === 'string') ? inOrder(unique) : unique;
  return Object.assign(sorted, { [SET]: true });
}

/** Returns each value of a list once. */
export function distinct(list: readonly Value[]): readonly Value[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

/** Returns texts in the order of Terraform, which is that of their code points. */
export function inOrder(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Returns the names of the parts of a value, in order. */
export function namesIn(value: Values): readonly string[] {
  return inOrder(Object.keys(value));
}

export function isValues(value: Value): value is Values {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown)
  );
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Returns the keys and values of what can be gone through; undefined if it cannot. */
export function entriesOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (isList(value)) {
    return SET in value ? value.map((one) => [one, one]) : value.map((one, i) => [i, one]);
  }
  return isValues(value) ? namesIn(value).map((key) => [key, value[key] ?? null]) : undefined;
}

/** Returns the first thing that is not known in a value, at any depth. */
export function unknownIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) {
    return value;
  }
  const inner = isList(value) ? value : isValues(value) ? Object.values(value) : [];
  for (const one of inner) {
    const found = unknownIn(one);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Returns a text as Terraform writes a value into one. */
export function asText(value: Value): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** Returns what stands at a key or an index of a value. */
export function at(value: Value, key: Value, told: string): Value {
  if (value instanceof Unknown || key instanceof Unknown) {
    return value instanceof Unknown ? value : key;
  }
  if (isList(value)) {
    const found = value[Number(key)];
    return found === undefined ? new Unknown(`${told} is not in its list`, true) : found;
  }
  if (isValues(value)) {
    const name = String(key);
    if (Object.hasOwn(value, name)) {
      return value[name] ?? null;
    }
    return ADDRESS in value
      ? new Unknown(`${told} is known to the state alone`)
      : new Unknown(`${told} is not there`, true);
  }
  return new Unknown(`${told} is asked of what has no parts`, true);
}
