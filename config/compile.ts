import type { AccessPolicy } from '#core/access/policy.ts';
import { COGNITO_CLAIMS, USUAL_CLAIMS } from '#core/access/sign-in-defaults.ts';
import type { MaintenanceWindow } from '#core/alert/maintenance-window.ts';
import type { AlertRoute } from '#core/alert/route.ts';
import { SEVERITIES, type Severity } from '#core/alert/severity.ts';
import type { EscalationPolicy, Target } from '#core/escalation/policy.ts';
import type { AccessRules, PatientLimit } from '#core/privacy/monitoring.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import type { Heartbeat, HeartbeatDefaults } from '#core/rule/heartbeat.ts';
import type { Bounds } from '#core/rule/personal-limit.ts';
import type { Plausible } from '#core/rule/plausible.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { possibleVitalSign } from '#core/sample/possible-values.ts';
import type { Config, Service } from '#core/team/config.ts';
import { DAY, type Duration } from '#core/time/instant.ts';
import { check, rulesOfCheck } from './active-check.ts';
import { objective } from './objective.ts';
import { runbookOf } from './runbook.ts';
import { schedule, spanOfDay, supportHours } from './schedule.ts';
import type { Document } from './schema/document.ts';
import { MAX_AGE } from './schema/joined.ts';
import { channelsOf } from './schema/person.ts';
import { score } from './score.ts';
import { judgementOf, severityOf } from './unusual.ts';
import { windowTimes } from './window-times.ts';

type Written<Section extends keyof Document> =
  Document[Section] extends Record<string, infer T> ? T : never;

/** Compiles a valid document to the config, all but its hash. */
export function compile(document: Document): Omit<Config, 'hash'> {
  const { heartbeat_defaults: defaults } = document;
  return {
    people: compileEach(document.people, (id, p) => person(id, p, document.turn_notices)),
    schedules: compileEach(document.schedules, (id, s) => schedule(id, s, document)),
    ...(Object.keys(document.holidays).length > 0 && { holidays: document.holidays }),
    policies: compileEach(document.policies, policy),
    services: compileEach(document.services, (id, s) => service(id, s, document)),
    // In this order: `writtenAt` counts on it.
    rules: [
      ...document.rules.map((one) => rule(one, document.time_zone)),
      ...document.scores.map(score),
      ...document.checks.flatMap((one) =>
        rulesOfCheck(one).map((made) => ({ ...rule(made, document.time_zone), check: one.name })),
      ),
    ],
    ...(document.checks.length > 0 && { checks: document.checks.map(check) }),
    ...(document.slos.length > 0 && {
      objectives: document.slos.map((slo) => objective(slo, document)),
    }),
    plausible: document.plausible.map(plausible),
    ...(document.inhibit_rules.length > 0 && { inhibitRules: document.inhibit_rules }),
    ...(Object.keys(document.maintenance_windows).length > 0 && {
      maintenanceWindows: Object.entries(document.maintenance_windows).map(([id, one]) =>
        maintenanceWindow(id, one, document.time_zone),
      ),
    }),
    alertRoutes: document.alerts.map(alertRoute),
    heartbeats: compileEach(document.heartbeats, (id, h) => heartbeat(id, h, document.time_zone)),
    ...(defaults !== undefined && {
      heartbeatDefaults: expectation(defaults, document.time_zone),
    }),
    aliases: document.aliases,
    ...(document.technical_service !== undefined && {
      technicalService: document.technical_service,
    }),
    timeZone: document.time_zone,
    sampleTimes: {
      maxAge: document.sample_times.max_age,
      maxAhead: document.sample_times.max_ahead,
    },
    retention: {
      incidents: document.retention.incidents,
      changes: document.retention.changes,
      revokedKeys: document.retention.revoked_keys,
      audit: document.retention.audit,
    },
    ...(document.trends !== undefined && { trends: document.trends }),
    ...(document.archive !== undefined && { archive: document.archive }),
    ...(document.access !== undefined && { access: access(document.access) }),
    ...privacy(document),
    replicaLabels: document.replica_labels,
    prometheus: { subjectLabels: document.prometheus.subject },
    fhir: { subjectElements: document.fhir.subject },
    otlp: {
      subjectAttributes: document.otlp.subject,
      promotedAttributes: document.otlp.promote_resource_attributes,
    },
  };
}

function compileEach<T, R>(entries: Record<string, T>, one: (id: string, entry: T) => R) {
  return Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, one(id, entry)]));
}

function person(id: string, written: Written<'people'>, ofAll: Document['turn_notices']): Person {
  const channels = channelsOf(written);
  const notify = written.notify?.map(({ channel, after, severities }) => ({
    channel,
    delay: after,
    severities,
  }));
  return {
    id,
    name: written.name,
    channels,
    notify: notify ?? channels.map((channel) => ({ channel, delay: 0, severities: SEVERITIES })),
    contacts: Object.fromEntries(
      channels.flatMap((channel) => {
        const address = written.contacts[channel];
        return address === undefined ? [] : [[channel, address]];
      }),
    ),
    ...turnNotices(channels, { ...ofAll, ...written.turn_notices }),
    ...(written.sign_in !== undefined && { signIn: written.sign_in }),
  };
}

/** Most want to know of a turn the day before, and no more. */
function turnNotices(
  channels: readonly Channel[],
  written: Document['turn_notices'],
): Pick<Person, 'turnNotices'> {
  const { ahead = DAY, begins = false, ends = false, changes = false, by = 'email' } = written;
  const { time_zone: timeZone } = written;
  const isAny = ahead !== null || begins || ends || changes;
  const wishes = {
    ...{ channel: by, ahead, begins, ends, changes },
    ...(timeZone !== undefined && { timeZone }),
  };
  return { ...(isAny && channels.includes(by) && { turnNotices: wishes }) };
}

function access({ sign_in: written, roles }: NonNullable<Document['access']>): AccessPolicy {
  const { issuer, client_id: clientId, groups_claim, person_claim, ...rest } = written;
  const { scopes, require_mfa: requireMfa, idle, absolute } = rest;
  const usual = issuer === undefined ? COGNITO_CLAIMS : USUAL_CLAIMS;
  return {
    signIn: {
      ...(issuer !== undefined && { issuer }),
      ...(clientId !== undefined && { clientId }),
      groupsClaim: groups_claim ?? usual.groupsClaim,
      personClaim: person_claim ?? usual.personClaim,
      ...{ scopes, requireMfa, idle, absolute },
    },
    roles,
  };
}

function privacy({
  privacy_monitoring: written,
  time_zone,
}: Document): Pick<Config, 'privacyMonitoring'> {
  if (written === undefined) {
    return {};
  }
  const { service: paged, severity, explained_by: explainedBy, ...rules } = written;
  return {
    privacyMonitoring: {
      service: paged,
      severity,
      rules: accessRules(rules, time_zone),
      explainedBy,
    },
  };
}

function accessRules(
  written: Omit<
    NonNullable<Document['privacy_monitoring']>,
    'service' | 'severity' | 'explained_by'
  >,
  timeZone: string,
): AccessRules {
  const { distinct_patients: patients, after_hours: hours, break_glass: breakGlass } = written;
  const { own_record: ownRecord, watch_list: watchList } = written;
  return {
    ...(patients !== undefined && { distinctPatients: patientLimit(patients) }),
    ...(hours !== undefined && {
      afterHours: {
        ...patientLimit(hours),
        workingHours: hours.working_hours.map(spanOfDay),
        timeZone: hours.time_zone ?? timeZone,
      },
    }),
    ...(breakGlass !== undefined && { breakGlass }),
    ...(ownRecord !== undefined && { ownRecord }),
    ...(watchList !== undefined && { watchList }),
  };
}

function patientLimit({
  more_than: moreThan,
  per,
}: {
  more_than: number;
  per: Duration;
}): PatientLimit {
  return { moreThan, per };
}

function policy(id: string, written: Written<'policies'>): EscalationPolicy {
  return {
    id,
    steps: written.steps.map(({ page, wait, assign, answers, severities }) => ({
      targets: page.map(target),
      delay: wait,
      ...(assign === 'round_robin' && { inTurn: true as const }),
      ...(answers > 1 && { answers }),
      ...(severities !== undefined && { severities }),
    })),
    repeat: written.repeat,
    repeatFrom: written.repeat_from,
    fallback: written.fallback.map(target),
  };
}

function target(written: Written<'policies'>['fallback'][number]): Target {
  return written.schedule === undefined
    ? { kind: 'person', id: written.person ?? '' }
    : { kind: 'schedule', id: written.schedule };
}

function service(id: string, written: Written<'services'>, document: Document): Service {
  const policyFor = (severity: Severity) => written.severities[severity];
  const policies = Object.fromEntries(
    SEVERITIES.map((s) => [s, policyFor(s) === undefined ? written.policy : policyFor(s)]),
  ) as Service['policies'];
  return {
    id,
    name: written.name ?? id,
    policies,
    ...(written.hours !== undefined && { hours: supportHours(written.hours, document) }),
    groupBy: written.group_by,
    groupWait: written.group_wait,
    ackTimeout: written.ack_timeout,
    autoResolve: written.auto_resolve,
    flapping: flappingBound(written.flapping),
    ...(written.runbook !== undefined && { runbook: runbookOf(written.runbook) }),
    valuesInPages: written.values_in_pages,
    subjectsInPages: written.subjects_in_pages,
  };
}

function flappingBound({ times, within, quiet }: Written<'services'>['flapping']) {
  return times === 'never' ? null : { times, within, quiet };
}

/** Each rule of a kind has its keys in one order: the same hidden class, however it is written. */
function rule(written: Document['rules'][number], timeZone: string): Rule {
  const { name, title, service, where: matchers, absent } = written;
  const severity = severityOf(written);
  const base = { name, title, service, severity, metric: metricOf(written), matchers };
  const more = {
    ...(written.runbook !== undefined && { runbook: runbookOf(written.runbook) }),
    ...(written.seldom_sent && { seldomSent: true as const }),
  };
  if (absent !== undefined) {
    return { ...base, kind: 'absence', absentFor: absent, ...more };
  }
  return {
    ...base,
    kind: 'threshold',
    ...(isJoined(written) ? HOLDS : judgementOf(written, timeZone)),
    ...overOf(written),
    ...acrossOf(written, timeZone),
    for: written.for,
    keepFiringFor: written.keep_firing_for,
    ...(written.breaches !== undefined && { window: written.breaches }),
    silent: written.silent ?? 'fire',
    ...(written.bounds !== undefined && { bounds: boundsOf(written.bounds) }),
    ...more,
  };
}

/** How joined conditions are judged: they have the value 1 if they hold. */
const HOLDS = { condition: { kind: 'equals', value: 1 } } as const;

function boundsOf([low, high]: readonly [number, number]): Bounds {
  return { low, high };
}

function overOf({ value, stuck }: Document['rules'][number]): Pick<ThresholdRule, 'over'> {
  const over = stuck === undefined ? value : ({ fn: 'unchanged', window: stuck } as const);
  return { ...(over !== undefined && 'fn' in over && { over }) };
}

const isJoined = ({ all, any }: Document['rules'][number]) => (all ?? any) !== undefined;

/** The metric of a rule; of joined conditions that of the first. */
function metricOf({ metric, all, any }: Document['rules'][number]): string {
  return metric ?? (all ?? any)?.[0]?.metric ?? '';
}

function acrossOf(
  written: Document['rules'][number],
  timeZone: string,
): Pick<ThresholdRule, 'across'> {
  const { all, any, value, where: matchers, max_age: maxAge = MAX_AGE } = written;
  const joined = all ?? any;
  if (joined !== undefined) {
    const terms = joined.map((one) => ({
      metric: one.metric,
      matchers: one.where,
      maxAge: one.max_age,
      ...judgementOf(one, timeZone),
    }));
    return { across: { kind: all === undefined ? 'any' : 'all', terms } };
  }
  if (value === undefined || 'fn' in value) {
    return {};
  }
  const divisor = 'to' in value ? [{ metric: value.to, matchers, maxAge }] : [];
  const terms = [{ metric: metricOf(written), matchers, maxAge }, ...divisor];
  return { across: { kind: value.across, terms } };
}

/** Without a range the metric is a vital sign, and its unit is that of its range. */
function plausible({ metric, where, range }: Document['plausible'][number]): Plausible {
  if (range !== undefined) {
    const [from, to] = range;
    return { metric, matchers: where, range: { from, to } };
  }
  const vital = possibleVitalSign(metric);
  if (vital === undefined) {
    throw new Error('A metric without a plausible range passed its schema.');
  }
  const unit = { name: 'unit', op: '=', value: vital.unit } as const;
  return { metric, matchers: [...where, unit], range: vital.range };
}

function maintenanceWindow(
  id: string,
  written: Written<'maintenance_windows'>,
  timeZone: string,
): MaintenanceWindow {
  const { where: matchers, comment } = written;
  return { id, matchers, recurs: windowTimes(written, timeZone), comment };
}

function alertRoute(written: Document['alerts'][number]): AlertRoute {
  const { where, service = '', heartbeat: waiting, severity } = written;
  const to = waiting === undefined ? { service } : { heartbeat: waiting };
  return { matchers: where, to, ...(severity !== undefined && { severity }) };
}

function heartbeat(id: string, written: Written<'heartbeats'>, timeZone: string): Heartbeat {
  const known = { id, title: written.title, ...expectation(written, timeZone) };
  return { ...known, ...(written.uuid_sha256 !== undefined && { uuidHash: written.uuid_sha256 }) };
}

function expectation(
  written: Omit<Written<'heartbeats'>, 'title' | 'uuid_sha256'>,
  timeZone: string,
): HeartbeatDefaults {
  const { service: owner, severity, period, cron = '', time_zone, grace } = written;
  const expected =
    period === undefined
      ? ({ kind: 'cron', expression: cron, timeZone: time_zone ?? timeZone } as const)
      : ({ kind: 'every', period } as const);
  return { service: owner, severity, expected, grace };
}
