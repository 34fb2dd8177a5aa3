import type { z } from 'zod';

/** A condition on several keys of one mapping. */
export interface Coherence<T> {
  /** The keys that it reads: it is skipped while one of them is invalid itself. */
  readonly of: readonly (keyof T & string)[];
  /** The key at which the problem is shown; without one it is shown at the mapping. */
  readonly at?: keyof T & string;
  /** Skipped while there are unknown keys too: one of them may be the missing key, misspelt. */
  readonly missing?: true;
  readonly holds: (value: T) => boolean;
  readonly wrong: (value: T) => string;
  readonly hint?: string;
}

/**
 * Returns the schema with conditions on several keys; they are checked even if other keys are
 * wrong, so that all mistakes are shown at once.
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
