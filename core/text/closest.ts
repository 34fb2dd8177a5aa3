/**
 * Returns the name that was probably meant: the nearest of those allowed, if it is near enough to
 * be no guess. Capitals count as small letters.
 *
 * @param most how many slips of the keyboard may lie between the two
 */
export function closest(
  given: string,
  allowed: Iterable<string>,
  most = Math.max(1, given.length / 3),
): string | undefined {
  const sought = given.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of allowed) {
    const known = name.toLowerCase();
    // This is a lower bound of their distance, since computing each exactly is expensive.
    if (Math.abs(known.length - sought.length) > most) {
      continue;
    }
    const distance = editDistance(sought, known);
    if (distance <= most && distance < (best?.distance ?? Infinity)) {
      best = { name, distance };
    }
  }
  const isGuess = best !== undefined && best.distance >= Math.min(given.length, best.name.length);
  return isGuess ? undefined : best?.name;
}

/** Returns ` Did you mean "…"?`, to append to a sentence; empty if no name is near. */
export function didYouMean(given: string, allowed: Iterable<string>): string {
  const name = closest(given, allowed);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}

/** The number of names that a person reads at once. */
const MAX_LISTED = 24;

/** Returns `did you mean …` if a name is near, and the allowed names, or the first of many. */
export function suggest(given: string, allowed: readonly string[], listed: string): string {
  const name = closest(given, allowed);
  if (name !== undefined && allowed.length > MAX_LISTED) {
    return `did you mean "${name}"?`;
  }
  const list = `${listed}: ${listOf(allowed) || '(none)'}`;
  return name === undefined ? list : `did you mean "${name}"? ${list}`;
}

/**
 * The error message for an unknown name: the name, what was probably meant, and what exists. `kind`
 * is a singular noun, e.g. `person`.
 */
export function noSuch(kind: string, given: string, allowed: readonly string[]): string {
  const list =
    allowed.length === 0 ? ' The config has none.' : ` The config has ${listOf(allowed)}.`;
  return `There is no ${kind} "${given}".${didYouMean(given, allowed)}${list}`;
}

/** Lists the names, or the first of many and how many more there are. */
export function listOf(names: readonly string[], most = MAX_LISTED): string {
  const more = names.length - most;
  const shown = names.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * Optimal string alignment distance: a swap of two neighbours, the most common typo, counts once.
 */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
