import { z } from 'zod';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Duration } from '#core/time/instant.ts';
import { durationOrForever } from './formats.ts';
import { KEPT_AT_MOST } from './retention.ts';

/** How long a sample is kept unless the file says otherwise. */
export const DEFAULT_KEEP: Duration = 90 * DAY;

/** All samples that are taken in, to be played again. */
export const archive = z
  .strictObject({
    keep: durationOrForever({
      min: DAY,
      why: 'it is kept by whole days',
      ...KEPT_AT_MOST,
    })
      .prefault(formatDuration(DEFAULT_KEEP))
      .describe('How long an archived sample is kept; forever: it stays.'),
  })
  .optional()
  .meta({ title: 'a mapping with keep, which may be empty: {}' })
  .describe(
    'Keeps every sample that is taken in, as compressed JSON Lines by day, for wardbell backtest. They are patient data. Default: none is kept.',
  );
