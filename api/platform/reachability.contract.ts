import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { list, moment } from '#http/contract.ts';

const span = z.strictObject({ from: moment, to: moment });

const severities = list(z.enum(SEVERITIES));

/** In a gap, and of a step. */
export const wanted = z
  .int()
  .optional()
  .describe(
    'how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody',
  );

/** When an alert of a service would page nobody, or fewer people than must answer. */
export const gap = z.strictObject({
  ...span.shape,
  service: z.string(),
  severities,
  policy: z.string(),
  wanted,
  reason: z.string(),
});

/** When a step of a policy would reach nobody. */
export const weakSpot = z.strictObject({
  policy: z.string(),
  step: z.string(),
  severities,
  wanted,
  seconds: z.number().describe('how long altogether'),
  count: z.int(),
  first: list(span).describe('the first three times'),
  reason: z.string(),
});
