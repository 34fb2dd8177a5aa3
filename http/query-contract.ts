import { z } from 'zod';
import type { Paging } from './paging.ts';

/**
 * What behind the `?` leads through the pages of a list, and those filters that have few values.
 */
export function pageQuery({ most, choices = {} }: Paging): Readonly<Record<string, z.ZodType>> {
  const filters = Object.entries(choices).map(([name, values]) => [
    name,
    z.enum(values as [string, ...string[]]).describe(`only those whose ${name} is this`),
  ]);
  return {
    ...Object.fromEntries(filters),
    limit: z
      .int()
      .min(1)
      .max(most)
      .describe(`at most so many; an answer may hold fewer. ${most} unless it is given`),
    cursor: z.string().describe('what the page before calls `next`'),
  };
}

/** What every list tells besides: where it goes on. */
export const next = z
  .string()
  .optional()
  .describe('the `cursor` of the next page; none: it ends here');

/** In whose name a request is made, behind the `?`. */
export const byQuery = {
  by: z.string().min(1).max(200).describe('the person, by id, in whose name it is done'),
};

/** The field `by` of a body, in words. */
export const BY_WORDS = 'the person, by id, in whose name it is done; left out: the key itself';
