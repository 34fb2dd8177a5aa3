/**
 * Splits the items in order into chunks of a size; the last chunk may be smaller, and none is
 * empty.
 */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly [T, ...T[]])[] {
  const found: [T, ...T[]][] = [];
  for (let at = 0; at < items.length; at += size) {
    const [first, ...rest] = items.slice(at, at + size);
    if (first !== undefined) {
      found.push([first, ...rest]);
    }
  }
  return found;
}
