import { z } from 'zod';
import { DAY } from '#core/time/instant.ts';
import { duration } from './formats.ts';

/** Points of series, kept for the charts of the console. */
export const trends = z
  .strictObject({
    keep: duration({
      min: DAY,
      max: 31 * DAY,
      why: 'a chart shows at least the day of a breach',
      longWhy: 'what must be kept for longer belongs into a database of measurements',
    })
      .prefault('7d')
      .describe('How long a point is kept.'),
  })
  .optional()
  .meta({ title: 'a mapping with keep, which may be empty: {}' })
  .describe(
    'Keeps points of what rules read, for charts: one each five minutes of a series that is well, and every sample while it is pending or firing. Each costs a write. Default: none.',
  );
