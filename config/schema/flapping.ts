import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { duration } from './formats.ts';

/** When an alert that comes and goes is held as one. */
export const flapping = z
  .strictObject({
    times: z
      .union([z.int().min(2).max(10), z.literal('never')])
      .default(3)
      .meta({ title: 'a whole number from 2 to 10, or never' })
      .describe(
        'An alert flaps when it has come back so many times; never: each time is an incident of its own.',
      ),
    within: duration({ min: MINUTE, max: DAY, why: 'it needs time to come back' })
      .prefault('15m')
      .describe('The time in which it has come back so often.'),
    quiet: duration({
      min: 30 * SECOND,
      max: HOUR,
      why: 'what is due may be looked at up to 20 s late',
    })
      .prefault('5m')
      .describe('What begins again sooner than this has come back; what flaps ends after this.'),
  })
  .prefault({})
  .meta({ title: 'a mapping with times, within and quiet' })
  .describe('When what comes and goes is held as one incident that stays open and escalates.');
