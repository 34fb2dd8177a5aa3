import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { list, moment, type ViewOf } from '#http/contract.ts';

const SCORE = {
  low: z.int().describe('the total of what is known, by which it pages'),
  high: z.int().describe('the total if all that is missing is as bad as it can be'),
  before: z
    .strictObject({ total: z.int(), at: moment })
    .optional()
    .describe('the total that it had before, to which a rise is compared'),
  parameters: list(
    z.strictObject({
      name: z.string(),
      points: z.int().optional().describe('absent: its value is missing, or too old'),
      confirmedAt: moment
        .optional()
        .describe('when a value was last noted that gives these points'),
    }),
  ),
  oxygenScale: z.literal(2).optional().describe('scale 2 of NEWS2 counts, by an order'),
} as const;

/** What an alert tells of a score. */
export const score = z.strictObject(SCORE).meta({ id: 'Score' });

/** A score of a subject as it is now. */
export const subjectScore = z
  .strictObject({
    score: z.string().describe('its name in the config'),
    title: z.string(),
    service: z.string(),
    ...SCORE,
    level: z.string().optional().describe('the level at which it fires'),
    severity: z.enum(SEVERITIES).optional(),
    since: moment.optional().describe('since when it fires'),
  })
  .meta({ id: 'SubjectScore' });

export type ScoreView = ViewOf<typeof score>;
export type SubjectScoreView = ViewOf<typeof subjectScore>;
