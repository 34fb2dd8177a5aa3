import { z } from 'zod';
import type { AnswerContract } from './contract.ts';
import { EXPORT_FORMATS } from './exported.ts';
import type { Paging } from './paging.ts';

/**
 * The query parameters that page through a list, and its filters with few values.
 */
export function pageQuery({ most, choices = {} }: Paging): Readonly<Record<string, z.ZodType>> {
  const filters = Object.entries(choices).map(([name, values]) => [
    name,
    z.enum(values as [string, ...string[]]).describe(`only those with this ${name}`),
  ]);
  return {
    ...Object.fromEntries(filters),
    limit: z
      .int()
      .min(1)
      .max(most)
      .describe(`maximum number of items on a page, which may hold fewer; ${most} by default`),
    cursor: z.string().describe('the `next` of the previous page'),
  };
}

/** The field of every list that leads to its next page. */
export const next = z
  .string()
  .optional()
  .describe('the `cursor` of the next page; absent on the last one');

/** The query parameter that names the person on whose behalf a request is made. */
export const byQuery = {
  by: z.string().min(1).max(200).describe('the id of the person on whose behalf it is done'),
};

/** The field `by` of a body, in words. */
export const BY_WORDS = 'the id of the person on whose behalf it is done; absent: the key itself';

/** Who has made something, as `authorOf` tells it. */
export const AUTHOR = {
  createdBy: z.string(),
  createdByKey: z.string().optional().describe('the name of the key that was used on their behalf'),
  byPerson: z.literal(true).optional().describe('`createdBy` is a person of the config'),
};

/** The query parameter of a list that can be exported. */
export const formatQuery = {
  format: z
    .enum(EXPORT_FORMATS)
    .describe('JSON Lines or CSV; the header `Accept` asks for the same'),
};

/** The answer of a list that can be exported. */
export function exportedAnswer(description: string, schema: z.ZodType): AnswerContract {
  return {
    description,
    content: {
      'application/json': schema,
      'application/jsonl': 'text',
      'text/csv': 'text',
    },
    headers: { Link: 'where an export goes on' },
  };
}
