import type { z } from 'zod';

/** Something that several keys of one mapping must agree on. */
export interface Coherence<T> {
  /** The keys that it looks at: it is left alone while one of them is wrong in itself. */
  readonly of: readonly (keyof T & string)[];
  /** The key that the problem is shown at; none shows it at the mapping. */
  readonly at?: keyof T & string;
  /**
   * Left alone while there are unknown keys too: one of them may be the key it misses, misspelt.
   */
  readonly missing?: true;
  readonly holds: (value: T) => boolean;
  readonly wrong: (value: T) => string;
  readonly hint?: string;
}

/**
 * The schema, and everything its keys must agree on; checked even where other keys are wrong, so
 * that all mistakes show at once.
 */
export function coherent<T extends z.ZodType>(
  schema: T,
  rows: readonly Coherence<z.output<T>>[],
): T {
  return rows.reduce<T>((refined, { of, at, missing = false, holds, wrong, hint }) => {
    const concerns = (issue: z.core.$ZodRawIssue) => {
      const [key] = issue.path ?? [];
      if (key !== undefined) {
        return of.some((name) => name === key);
      }
      return issue.code === 'unrecognized_keys' ? missing : issue.code === 'invalid_type';
    };
    const check = {
      path: at === undefined ? [] : [at],
      error: ({ input }: { readonly input?: unknown }) => wrong(input as z.output<T>),
      params: { hint },
      when: ({ issues }: z.core.ParsePayload) => !issues.some(concerns),
    };
    return refined.refine(holds, check);
  }, schema);
}
