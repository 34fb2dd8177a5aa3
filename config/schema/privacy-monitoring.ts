import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { CARE_RESOURCES, isPseudonym } from '#core/privacy/monitoring.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { duration, timeZone } from './formats.ts';
import { type Names, reference } from './names.ts';
import { restriction } from './schedule.ts';
import { quoted, textFormat } from './text-format.ts';

/** More patients than one item of a user can count. */
const MOST_PATIENTS = 500;

/** A longer list is one of a register, not of people whom everybody knows. */
const MOST_WATCHED = 500;

const limit = {
  more_than: z
    .int()
    .min(1)
    .max(MOST_PATIENTS)
    .meta({ title: `a whole number from 1 to ${MOST_PATIENTS}` })
    .describe('Alerts at the next patient.'),
  per: duration({ min: 10 * MINUTE, max: DAY, longWhy: 'a user is watched by the day at most' })
    .prefault('1h')
    .describe('In which time.'),
};

const pseudonym = textFormat({
  title: 'the pseudonym of a patient: 12 letters, digits, - and _',
  pattern: '^[A-Za-z0-9_-]{12}$',
  read: (text) =>
    isPseudonym(text)
      ? { value: text }
      : {
          wrong: `${quoted(text)} is not the pseudonym of a patient`,
          hint: 'the file names no patient: npx --no-install wardbell pseudonym Patient/123 prints what stands for one',
        },
});

const RULES = [
  ...['distinct_patients', 'after_hours', 'break_glass', 'own_record', 'watch_list'],
] as const;

/** The rules about who has accessed which records. */
export function privacyMonitoring(names: Names) {
  return coherent(fields(names), [SOMETHING]);
}

function fields(names: Names) {
  return z
    .strictObject({
      service: reference(names, 'services').describe('Who is paged: the privacy officer.'),
      severity: z
        .enum(SEVERITIES)
        .default('warning')
        .meta({ title: `one of ${SEVERITIES.join(', ')}` })
        .describe('How bad that is.'),
      distinct_patients: z
        .strictObject(limit)
        .optional()
        .meta({ title: 'a mapping with more_than and per' })
        .describe('How many patients one user may access.'),
      after_hours: z
        .strictObject({
          ...limit,
          working_hours: z
            .array(restriction)
            .min(1)
            .meta({ title: 'a list of one or more spans of time' })
            .describe('When it does not count.'),
          time_zone: timeZone.optional().describe('Of working_hours. Default: that of the file.'),
        })
        .optional()
        .meta({ title: 'a mapping with working_hours, more_than and per' })
        .describe('How many patients one user may access outside working hours.'),
      break_glass: z
        .array(z.enum(['BTG', 'ETREAT']).meta({ title: 'one of BTG, ETREAT' }))
        .min(1)
        .optional()
        .meta({ title: 'a list, such as [BTG, ETREAT]' })
        .describe('The purposes of use that need a reason.'),
      own_record: z
        .literal(true)
        .optional()
        .meta({ title: 'true' })
        .describe('Alerts a user who accesses the own record.'),
      watch_list: z
        .array(pseudonym)
        .min(1)
        .max(MOST_WATCHED)
        .optional()
        .meta({ title: `a list of 1 to ${MOST_WATCHED} pseudonyms` })
        .describe('The patients whose records nobody accesses without a reason of care.'),
      explained_by: z
        .array(z.enum(CARE_RESOURCES).meta({ title: `one of ${CARE_RESOURCES.join(', ')}` }))
        .default([])
        .meta({ title: `a list, such as [${CARE_RESOURCES.join(', ')}]` })
        .describe('What tells of reasons of care: these resources, sent to the FHIR door.'),
    })
    .meta({ title: 'a mapping with service and one or more rules' });
}

type Written = z.output<ReturnType<typeof fields>>;

const SOMETHING: Coherence<Written> = {
  of: RULES,
  missing: true,
  holds: (written) => RULES.some((rule) => written[rule] !== undefined),
  wrong: () => 'no rule says which accesses are alerted',
  hint: `write one of ${RULES.join(', ')}`,
};
