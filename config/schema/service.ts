import { z } from 'zod';
import { MINUTE } from '#core/time/instant.ts';
import { flapping } from './flapping.ts';
import { duration, durationOrNever } from './formats.ts';
import { type Names, policyOrNone } from './names.ts';
import { label, labelName } from './page-text.ts';
import { runbook } from './runbook.ts';
import { supportHours } from './support-hours.ts';

/** What somebody owns. */
export function service(names: Names) {
  const policy = policyOrNone(names);
  return z
    .strictObject({
      name: label.optional().describe('Shown to people. Default: the id.'),
      policy: policy.describe('Who is paged; none records alerts and pages nobody.'),
      severities: z
        .strictObject({
          critical: policy.optional(),
          error: policy.optional(),
          warning: policy.optional(),
          info: policy.optional(),
        })
        .default({})
        .meta({ title: 'a mapping of severity to policy' })
        .describe('Another policy, or none, for some severities.'),
      hours: supportHours(names)
        .optional()
        .describe('When it pages about what can wait. Default: nothing waits.'),
      group_by: z
        .array(labelName)
        .default(['subject'])
        .meta({ title: 'a list, such as [subject] or [rule, ward]' })
        .describe(
          'Alerts that agree on these share an incident: subject, rule, metric, severity or a label.',
        ),
      group_wait: duration({ max: 15 * MINUTE })
        .prefault('0s')
        .describe('How long the first page waits for more alerts of its group.'),
      ack_timeout: durationOrNever({
        min: MINUTE,
        why: 'an acknowledgement needs time to be acted upon',
      })
        .prefault('30m')
        .describe('An acknowledgement expires after this and pages again; never: it lasts.'),
      auto_resolve: z
        .boolean()
        .default(true)
        .meta({ title: 'true or false' })
        .describe('Resolve when all alerts have recovered; false waits for a person.'),
      flapping,
      runbook: runbook.optional().describe('What to do, for whoever is paged.'),
      values_in_pages: z
        .boolean()
        .default(false)
        .meta({ title: 'true or false' })
        .describe('Whether the measured value may stand in a page. Only if it is no patient data.'),
      subjects_in_pages: z
        .boolean()
        .default(true)
        .meta({ title: 'true or false' })
        .describe(
          'Whether a subject without an alias may stand in a page by its own id. false where that may name a patient: a short code stands there instead, as always for a Patient of FHIR.',
        ),
    })
    .meta({ title: 'a mapping with name, policy and more' });
}
