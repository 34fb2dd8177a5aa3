/** A value as it is stored, told and shown: JSON, which has no infinity, would make null of it. */
export type JsonNumber = number | '+Inf' | '-Inf';

/** The value as it can be told. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) {
    return value;
  }
  return value > 0 ? '+Inf' : '-Inf';
}

/** The number that a told value stands for. */
export function fromJsonNumber(value: JsonNumber): number {
  if (typeof value === 'number') {
    return value;
  }
  return value === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** What Go and Prometheus, and JavaScript, write for an infinity; undefined if it is not one. */
export function parseInfinity(text: string): number | undefined {
  const [, sign] = /^([+-]?)inf(?:inity)?$/i.exec(text) ?? [];
  if (sign === undefined) {
    return undefined;
  }
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
