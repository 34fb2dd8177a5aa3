import { z } from 'zod';
import { ALERT_SOURCES } from '#core/alert/alert.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { list, moment, type ViewOf } from '#http/contract.ts';
import { page } from '../pages/page.contract.ts';
import { score } from '../subjects/score.contract.ts';

/*
 * What answers say of incidents. Pages call subjects as `inPages` has it: an alias of the config,
 * or a code.
 */

const severity = z.enum(SEVERITIES);

const labels = z.record(z.string(), z.string());

const flapping = z
  .strictObject({ since: moment, returns: z.int(), quietSince: moment.optional() })
  .describe('it comes and goes: since when, how often, and since when it has been quiet')
  .meta({ id: 'Flapping' });

const COMMON = {
  id: z.string(),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  severity,
  service: z.string().describe('who owns it'),
  title: z.string().describe('the title of its worst alert'),
  subjects: list(z.string()).describe('what was measured, at most 20'),
  inPages: list(z.string()).describe('the names of these subjects in pages, in the same order'),
  moreSubjects: z.int().optional().describe('number of further subjects'),
  openedAt: moment,
  escalation: z
    .enum(['waiting', 'assigned', 'steps', 'fallback', 'exhausted', 'nobody', 'unpaged'])
    .describe('the phase of its escalation'),
  labels: labels.describe('what its alerts have in common; not the built-in ones'),
  nextPageTo: list(z.string())
    .optional()
    .describe('whom it pages next unless somebody answers, as far as it is known now'),
  lastStep: z
    .boolean()
    .optional()
    .describe('whether nothing follows in the policy: at `nextPageAt` all were paged in vain'),
  nextPageAt: moment
    .optional()
    .describe('when the escalation goes on if nobody answers: to others, or to its end'),
  acknowledgedBy: z.string().optional(),
  acknowledgedByPerson: z.boolean().optional().describe('whether that is a person of the config'),
  acknowledgedByKey: z
    .string()
    .optional()
    .describe('the name of the key that was used on their behalf'),
  acknowledgedUntil: moment
    .optional()
    .describe(
      'when the acknowledgement expires; it pages again then, or when it is no longer silenced',
    ),
  answers: z
    .strictObject({
      wanted: z.int().describe('how many must answer'),
      from: list(
        z.strictObject({
          by: z.string(),
          key: z.string().optional(),
          person: z.boolean(),
          at: moment,
        }),
      ).describe(
        'who has answered, each once: a person of the config, an account, a key, or a sender',
      ),
    })
    .optional()
    .describe('where one answer is not enough; until as many have answered it is not acknowledged'),
  waitsFor: list(z.string()).describe('the people who were paged and have not answered'),
  flapping: flapping.optional(),
  deferredUntil: moment
    .optional()
    .describe('it can wait, and is paged when the hours of its service begin then'),
  silencedBy: z.string().optional().describe('the id of the silence that keeps it quiet'),
  silencedUntil: moment.optional(),
  silenceAuthor: z.string().optional().describe('who set it, in words'),
  silenceSetBy: z
    .strictObject({
      createdBy: z.string(),
      byPerson: z.literal(true).optional(),
      createdByKey: z.string().optional(),
    })
    .optional()
    .describe('the same for programs; absent if 0.1.0 stored it'),
  silenceComment: z.string().optional(),
  inhibitedBy: z
    .strictObject({
      rule: z.string().describe('the inhibit rule of the config'),
      incident: z.string().describe('the incident of the source'),
      fingerprint: z.string().describe('the alert that is the source'),
      title: z.string(),
      severity,
    })
    .optional()
    .describe('the source that keeps it quiet; one of them, where there are several'),
  resolvedAt: moment.optional(),
  resolvedBy: z.string().optional(),
  resolvedByKey: z.string().optional(),
  noise: z
    .strictObject({ by: z.string(), key: z.string().optional(), at: moment })
    .optional()
    .describe('who has marked it as noise, and when'),
  undoUntil: moment.optional().describe('until when its resolution can be taken back'),
};

export const incidentSummary = z
  .strictObject({
    ...COMMON,
    alerts: z.strictObject({ firing: z.int(), all: z.int() }).describe('number of alerts'),
  })
  .meta({ id: 'IncidentSummary' });

const alert = z
  .strictObject({
    fingerprint: z
      .string()
      .describe('identifies the alert: the same for the same rule, subject and labels'),
    rule: z.string(),
    service: z.string(),
    subject: z.string(),
    inPages: z.string(),
    metric: z.string().describe('empty if the alert is external'),
    labels,
    severity,
    title: z.string(),
    value: z.union([z.number(), z.enum(['+Inf', '-Inf'])]).optional(),
    unit: z.string().optional(),
    limit: z
      .string()
      .describe('the limit that was crossed, in words; empty if the alert is external'),
    limitSetBy: z
      .strictObject({
        createdBy: z.string(),
        createdByKey: z.string().optional(),
        byPerson: z.literal(true).optional(),
      })
      .optional()
      .describe('who has set that limit for this subject; absent: it is that of the config'),
    reaches: z
      .strictObject({ limit: z.number(), at: moment })
      .optional()
      .describe('of a forecast, as it was when it fired: which limit is reached, and about when'),
    startsAt: moment,
    status: z.enum(['firing', 'resolved']),
    sent: z
      .strictObject({
        source: z.enum([...ALERT_SOURCES, 'wardbell']).describe('where the alert comes from'),
        key: z.string(),
        annotations: labels,
        severity: severity.optional(),
        url: z.string().optional(),
      })
      .optional()
      .describe('details from the sender of an external alert'),
    score: score.optional().describe('of the alert of a score: its points'),
    objective: z.string().optional().describe('the objective whose error budget it is about'),
    unconfirmed: z.literal(true).optional().describe('no value has confirmed it yet'),
    flapping: flapping.optional(),
    resolvedAt: moment.optional(),
    resolveReason: z.string().optional(),
    acknowledgedBy: z.string().optional().describe("by whom, at the alert's sender"),
    acknowledgedUntil: moment.optional(),
  })
  .meta({ id: 'IncidentAlert' });

const timelineEntry = z
  .strictObject({
    at: moment,
    code: z
      .string()
      .describe('what happened, for programs; `text`: a version before codes has written it'),
    data: z
      .record(z.string(), z.unknown())
      .describe('what belongs to the code; lengths of time in ms, people and channels by id'),
    kind: z.string().describe('what it is about, more roughly'),
    text: z.string().describe('the same in words'),
    by: z.string().optional(),
    key: z.string().optional(),
    comment: z.string().optional(),
  })
  .meta({ id: 'TimelineEntry' });

const change = z
  .strictObject({
    at: moment,
    summary: z.string(),
    source: z.string().optional(),
    key: z.string().describe('the name of the key with which it was sent'),
    details: labels,
    links: list(z.string()),
  })
  .meta({ id: 'Change' });

const rung = z
  .strictObject({
    step: z.string().describe('which stage of the policy, in words'),
    number: z.int().optional().describe('of the step, from 1; left out for the fallback'),
    round: z
      .strictObject({ number: z.int(), of: z.int() })
      .optional()
      .describe('which repeat of the step it is'),
    state: z.enum(['passed', 'reached', 'to_come']),
    targets: list(
      z.union([z.strictObject({ person: z.string() }), z.strictObject({ schedule: z.string() })]),
    ),
    inTurn: z
      .literal(true)
      .optional()
      .describe(
        'it pages one person in turn, or as many as must answer: of `people` to come, so many',
      ),
    answers: z.int().optional().describe('how many must answer once it is reached, if several'),
    people: list(z.string()).describe('who was paged, or is as schedules are now'),
    at: moment.optional().describe('when it was reached, or is if nobody answers'),
  })
  .meta({ id: 'Rung' });

const linked = z.strictObject({ id: z.string(), service: z.string(), status: z.string() });

export const incidentWhole = z
  .strictObject({
    ...COMMON,
    groupKey: z.string().describe('what its alerts have in common'),
    priority: z
      .enum(['high', 'medium', 'low', 'information'])
      .describe('that of IEC 60601-1-8 to which the severity corresponds by default'),
    responsibility: z
      .enum(['accepted', 'rejected', 'undefined'])
      .optional()
      .describe(
        'in the words of IEC 60601-1-8: somebody has it, has declined it, or a step has passed without an answer',
      ),
    alerts: list(alert),
    pages: list(page),
    nextPages: list(
      z.strictObject({ responder: z.string(), channel: z.enum(CHANNELS), at: moment }),
    ).describe('the pages that leave next unless somebody answers, as far as it is known now'),
    timeline: list(timelineEntry).describe('what happened to it, and why, oldest first'),
    changes: list(change).describe('changes shortly before and since, at most 20'),
    moreChanges: z.int().optional(),
    runbooks: list(z.strictObject({ name: z.string().optional(), url: z.string() })).describe(
      'what to do: of the rule, and of the service',
    ),
    ladder: list(rung).describe('the stages of its escalation, passed and to come'),
    inhibits: list(
      z.strictObject({ id: z.string(), service: z.string(), title: z.string(), severity }),
    )
      .optional()
      .describe('the incidents that its alerts keep quiet now, at most 50'),
    moreInhibited: z.int().optional().describe('how many more there are, at most 950'),
    goesOnAs: list(linked)
      .optional()
      .describe('the incidents that continue it after a change of the config'),
    cameFrom: list(linked)
      .optional()
      .describe('the incidents that it continues after a change of the config'),
  })
  .meta({ id: 'Incident' });

/** What came of an action. */
export const actionAnswer = z
  .strictObject({
    outcome: z
      .enum(['done', 'already'])
      .describe('`already`: nothing changed, because it had been done before'),
    text: z.string().describe('the result, in words'),
    incident: incidentSummary,
  })
  .meta({ id: 'ActionAnswer' });

export type SummaryView = ViewOf<typeof incidentSummary>;
export type AlertView = ViewOf<typeof alert>;
export type TimelineView = ViewOf<typeof timelineEntry>;
export type RungView = ViewOf<typeof rung>;
export type LinkedView = ViewOf<typeof linked>;
export type InhibitedView = NonNullable<ViewOf<typeof incidentWhole>['inhibits']>[number];
export type IncidentView = ViewOf<typeof incidentWhole>;
