import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { selects } from '#core/alert/matcher.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { findOverlap } from '#core/time/recurrence.ts';
import { coherent } from './coherent.ts';
import { cron } from './cron.ts';
import { duration, timeZone } from './formats.ts';
import { matcher } from './matcher.ts';

/** Overlaps are looked for in a fixed year, so that a config is right or wrong for good. */
const FROM = Date.UTC(2027, 0, 1);

const fields = z
  .strictObject({
    where: z
      .array(matcher)
      .min(1)
      .meta({ title: `a list of one or more conditions, such as ['service="ehr"']` })
      .describe(
        'Which alerts page nobody meanwhile: conditions on their labels, and on rule, service, subject, metric and severity.',
      ),
    cron: cron.describe('When it begins: five fields, or a nickname such as @daily.'),
    duration: duration({ min: MINUTE, max: 7 * DAY }).describe('How long it lasts, in real time.'),
    time_zone: timeZone.optional().describe('Of cron. Default: that of the file.'),
    comment: z
      .string()
      .max(500)
      .default('')
      .meta({ title: 'a text of at most 500 characters' })
      .describe('Why, for whoever asks. It stands in no page.'),
  })
  .meta({ title: 'a mapping with where, cron and duration' });

/** A maintenance window that recurs. */
export const maintenanceWindow = coherent(fields, [
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => findContradiction(where) === undefined,
    wrong: ({ where }) => `no alert can match: ${findContradiction(where)}`,
  },
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => where.some(selects),
    wrong: () => 'these conditions match every alert',
    hint: 'name at least one value, as in service="ehr", or one to leave out, as in severity!="critical"',
  },
  {
    of: ['cron', 'duration', 'time_zone'],
    at: 'duration',
    holds: ({ cron: begins, duration: lasts, time_zone: zone = 'UTC' }) =>
      findOverlap({ cron: begins, timeZone: zone, lasts }, FROM) === undefined,
    wrong: () => 'it begins again before it is over, and so would page nobody for good',
    hint: 'write a duration that is shorter than the time between two beginnings',
  },
]);
