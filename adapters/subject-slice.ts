/**
 * Returns the first of what was found, and the name of the last of them if there are more; the
 * query asked for one more than that.
 */
export function upTo<Found>(
  limit: number,
  found: readonly Found[],
  nameOf: (one: Found) => string,
): { readonly shown: readonly Found[]; readonly next?: string } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { shown, ...(found.length > limit && last !== undefined && { next: nameOf(last) }) };
}
