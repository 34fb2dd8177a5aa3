/** A value that somebody sent, as JSON and as far as it fits into a sentence. */
export function formatValue(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  // JSON would make null of what is no finite number.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return String(value);
  }
  const text = JSON.stringify(shallow(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/**
 * As much as is shown, and one level of it: what `JSON.parse` has read may be nested so deep that
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
