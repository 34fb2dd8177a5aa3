/** Formats a value that somebody sent as JSON, cut to the length of a sentence. */
export function formatValue(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  // JSON would turn a number that is not finite into null.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return String(value);
  }
  const text = JSON.stringify(shallow(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/**
 * Copies only one level: a value that `JSON.parse` has read may be nested so deep that
 * `JSON.stringify` overflows the stack.
 */
function shallow(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, 20).map(flat);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).slice(0, 20);
  return Object.fromEntries(entries.map(([name, inner]) => [name, flat(inner)]));
}

function flat(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? '…' : value;
}
