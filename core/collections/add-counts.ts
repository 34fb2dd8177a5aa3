type Numbers<T> = { readonly [Key in keyof T]: number };

/** Adds two records of the same counts. */
export function addNumbers<T extends Numbers<T>>(a: T, b: T): T {
  const keys = Object.keys(a) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as T;
}

/**
 * Adds records by name, of which either may have names that the other has not. Names come from
 * outside, and one may be called `__proto__`: so nothing is assigned by them.
 */
export function addEach<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (one: T, other: T) => T,
): Readonly<Record<string, T>> {
  const sums = new Map(Object.entries(a));
  for (const [name, other] of Object.entries(b)) {
    const one = sums.get(name);
    sums.set(name, one === undefined ? other : add(one, other));
  }
  return Object.fromEntries(sums);
}

/** Returns a count of nothing for each name. */
export function zeros<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
