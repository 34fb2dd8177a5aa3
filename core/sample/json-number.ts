/** A value in stored and sent JSON, which would turn an infinity into null. */
export type JsonNumber = number | '+Inf' | '-Inf';

/** Converts a value for JSON. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) {
    return value;
  }
  return value > 0 ? '+Inf' : '-Inf';
}

/** Converts a value back from JSON. */
export function fromJsonNumber(value: JsonNumber): number {
  if (typeof value === 'number') {
    return value;
  }
  return value === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Parses an infinity as Go, Prometheus and JavaScript write it; undefined if it is not one. */
export function parseInfinity(text: string): number | undefined {
  const [, sign] = /^([+-]?)inf(?:inity)?$/i.exec(text) ?? [];
  if (sign === undefined) {
    return undefined;
  }
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
