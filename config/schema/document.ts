import { z } from 'zod';
import { HOUR, SECOND } from '#core/time/instant.ts';
import { access } from './access.ts';
import { alertRoute } from './alert-route.ts';
import { archive } from './archive.ts';
import { check } from './check.ts';
import { fhir } from './fhir.ts';
import { duration, timeZone } from './formats.ts';
import { heartbeat, heartbeatDefaults } from './heartbeat.ts';
import { holidays } from './holidays.ts';
import { inhibitRules } from './inhibit-rule.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { id, type Names, reference } from './names.ts';
import { objective } from './objective.ts';
import { otlp } from './otlp.ts';
import { alias, subjectId } from './page-text.ts';
import { person } from './person.ts';
import { plausible } from './plausible.ts';
import { policy } from './policy.ts';
import { privacyMonitoring } from './privacy-monitoring.ts';
import { prometheus } from './prometheus.ts';
import { replicaLabels } from './replicas.ts';
import { retention } from './retention.ts';
import { rule } from './rule.ts';
import { schedule } from './schedule.ts';
import { score } from './score.ts';
import { service } from './service.ts';
import { trends } from './trends.ts';
import { turnNotices } from './turn-notices.ts';

/**
 * The schema of everything a team may write, given the names it defines. It is the only source of
 * the checks and of the published JSON Schema.
 */
export function documentSchema(names: Names) {
  return z
    .strictObject({
      time_zone: timeZone.describe('In which times are written for people.'),
      technical_service: reference(names, 'services')
        .optional()
        .describe('Paged about the paging itself, e.g. when nobody answers.'),
      sample_times: z
        .strictObject({
          max_age: duration({ min: 10 * SECOND, why: 'samples need time to arrive' })
            .prefault('1h')
            .describe('Older samples are refused.'),
          max_ahead: duration({ max: 24 * HOUR })
            .prefault('10m')
            .describe('Samples further in the future are refused.'),
        })
        .prefault({})
        .meta({ title: 'a mapping with max_age and max_ahead' })
        .describe('Which sample times are taken.'),
      retention,
      trends,
      archive,
      access: access(names)
        .optional()
        .describe('Who may sign in, and do what then. Default: nobody signs in in AWS.'),
      replica_labels: replicaLabels,
      prometheus,
      fhir,
      otlp,
      turn_notices: turnNotices
        .prefault({})
        .describe('What people are told of their turns on call, unless they have it otherwise.'),
      people: section(person, 'person').describe('Who can be paged.'),
      holidays: section(holidays, 'list').describe('Days that schedules name, by list.'),
      schedules: section(schedule(names), 'schedule').describe('Who is on call when.'),
      policies: section(policy(names), 'policy').describe('Whom to page, and when to go on.'),
      services: services(names).describe('What is owned, and by whom.'),
      rules: z
        .array(rule(names))
        .default([])
        .meta({ title: 'a list of rules' })
        .describe('Conditions on samples that make alerts.'),
      scores: z
        .array(score(names))
        .default([])
        .meta({ title: 'a list of scores' })
        .describe('Early warning scores: points of several parameters together, such as NEWS2.'),
      slos: z
        .array(objective(names))
        .default([])
        .meta({ title: 'a list of objectives' })
        .describe('Service level objectives, each with an error budget, to be tried on samples.'),
      checks: z
        .array(check(names))
        .default([])
        .meta({ title: 'a list of checks' })
        .describe(
          'What is asked again and again whether it is there, by wardbell probe or the account.',
        ),
      plausible: z
        .array(plausible)
        .default([])
        .meta({ title: 'a list of metrics and their ranges' })
        .describe('Which values a metric can have: others are refused, and no rule judges them.'),
      alerts: z
        .array(alertRoute(names))
        .default([])
        .meta({ title: 'a list of routes' })
        .describe(
          'Where external alerts go: the first route that takes one. What none takes goes to the technical service.',
        ),
      inhibit_rules: inhibitRules,
      maintenance_windows: section(maintenanceWindow, 'window').describe(
        'Planned times that recur, in which alerts are recorded and page nobody.',
      ),
      heartbeats: section(heartbeat(names), 'heartbeat').describe(
        'What must be heard from in time.',
      ),
      heartbeat_defaults: heartbeatDefaults(names)
        .optional()
        .describe('What is expected of heartbeats that a ping creates; none: no ping creates any.'),
      privacy_monitoring: privacyMonitoring(names)
        .optional()
        .describe('Who is told of which accesses to records of patients. Default: nobody is.'),
      aliases: z
        .record(subjectId, alias)
        .default({})
        .meta({ title: 'a mapping of subject to text' })
        .describe('What a subject is called in a page, where its own id should not leave.'),
    })
    .meta({ title: 'a mapping with time_zone, people, services and more' });
}

export type Document = z.output<ReturnType<typeof documentSchema>>;

function services(names: Names) {
  const title = 'a mapping of one or more names, one service each';
  const owned = z.record(id, service(names)).meta({ title, minProperties: 1 });
  const error = 'there is no service, so nobody can be paged about anything';
  return owned.refine((entries) => Object.keys(entries).length > 0, { error });
}

function section<T extends z.ZodType>(entry: T, what: string) {
  return z
    .record(id, entry)
    .default({})
    .meta({ title: `a mapping of names, one ${what} each` });
}
