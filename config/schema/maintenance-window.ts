import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { selects } from '#core/alert/matcher.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { ruleError } from '#core/time/recurrence.ts';
import { coherent } from './coherent.ts';
import { cron } from './cron.ts';
import { duration, timeZone, wallMinute } from './formats.ts';
import { matcher } from './matcher.ts';
import { quoted } from './text-format.ts';

const fields = z
  .strictObject({
    where: z
      .array(matcher)
      .min(1)
      .meta({ title: `a list of one or more conditions, such as ['service="ehr"']` })
      .describe(
        'Which alerts page nobody meanwhile: conditions on their labels, and on rule, service, subject, metric and severity.',
      ),
    cron: cron.optional().describe('When it begins: five fields, or a nickname such as @daily.'),
    rrule: z
      .string()
      .max(200)
      .optional()
      .meta({
        title: 'a recurrence rule of iCalendar, such as FREQ=MONTHLY;BYDAY=2TU',
        examples: ['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU'],
      })
      .describe('In place of cron: when it begins, from starts on.'),
    starts: wallMinute
      .optional()
      .describe('None begins before; of rrule the first time, which gives what that leaves open.'),
    until: wallMinute.optional().describe('None begins from then on. Default: it comes for good.'),
    duration: duration({ min: MINUTE, max: 7 * DAY }).describe('How long it lasts, in real time.'),
    time_zone: timeZone.optional().describe('Of its times. Default: that of the file.'),
    comment: z
      .string()
      .max(500)
      .default('')
      .meta({ title: 'a text of at most 500 characters' })
      .describe('Why, for whoever asks. It stands in no page.'),
  })
  .meta({ title: 'a mapping with where, cron or rrule, and duration' });

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
    of: ['cron', 'rrule'],
    missing: true,
    holds: (written) => written.cron !== undefined || written.rrule !== undefined,
    wrong: () => 'nothing says when it begins: "cron" and "rrule" are missing',
    hint: 'write cron: "30 1 * * *", or rrule: FREQ=MONTHLY;BYDAY=2TU with starts',
  },
  {
    of: ['cron', 'rrule'],
    at: 'rrule',
    holds: (written) => written.cron === undefined || written.rrule === undefined,
    wrong: () => 'it has both cron and rrule',
    hint: 'leave one of them out',
  },
  {
    of: ['rrule', 'starts'],
    at: 'rrule',
    missing: true,
    holds: ({ rrule, starts }) => rrule === undefined || starts !== undefined,
    wrong: () => 'an rrule begins nowhere without starts',
    hint: 'write its first time, as starts: 2027-01-05 01:00',
  },
  {
    of: ['rrule', 'starts'],
    at: 'rrule',
    holds: (written) => faultOfRule(written) === undefined,
    wrong: (written) => faultOfRule(written) ?? '',
  },
  {
    of: ['starts', 'until'],
    at: 'until',
    holds: ({ starts = '', until }) => until === undefined || starts < until,
    wrong: ({ until = '' }) =>
      `none begins before its end: until is ${until.replace('T', ' ')}, and starts is no earlier`,
    hint: 'write a later until, or leave it out: then the window comes for good',
  },
]);

function faultOfRule({
  rrule,
  starts,
}: {
  readonly rrule?: string | undefined;
  readonly starts?: string | undefined;
}): string | undefined {
  const fault = rrule && starts && ruleError({ rrule, starts });
  return fault ? `${quoted(rrule ?? '')} tells no time: ${fault.reason}; ${fault.hint}` : undefined;
}
