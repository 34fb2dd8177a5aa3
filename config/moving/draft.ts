import type { Entry } from './system.ts';

/** A value of the config, and the comments above it. */
export interface Part {
  readonly value: unknown;
  readonly comments: readonly string[];
}

/** A part of a section that has names, by its own. */
export type Named = readonly (readonly [id: string, part: Part])[];

/** What is made of some things of the old system: parts of the config, and a line for each. */
export interface Made<T> {
  readonly parts: T;
  readonly entries: readonly Entry[];
}

/** A config as it is written, section by section. */
export interface Draft {
  readonly head: readonly string[];
  readonly timeZone: Part;
  readonly sections: Readonly<Record<string, Named>>;
  readonly alerts: readonly Part[];
  readonly inhibitRules: readonly Part[];
  /** Comments at its end: what is left to do. */
  readonly tail: readonly string[];
}

/** Returns the entry of what stands in the config, and its part there. */
export function placed(
  { kind, name, notes = [] }: { kind: string; name: string; notes?: readonly string[] },
  as: string,
  more: readonly string[] = [],
): Entry {
  return { kind, name, carried: true, as, notes: [...notes, ...more] };
}
