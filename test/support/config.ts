import type { Severity } from '#core/alert/severity.ts';
import type { EscalationPolicy, Target } from '#core/escalation/policy.ts';
import type { Channel, NotificationRule } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import type { AbsenceRule } from '#core/rule/absence.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { REPLICA_LABELS } from '#core/sample/replica.ts';
import type { Config, Service } from '#core/team/config.ts';
import { DAY, type Duration, HOUR, MINUTE } from '#core/time/instant.ts';

const ALL: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

/** Returns a person who is paged at once by the given channels, for everything. */
export function person(
  id: string,
  channels: readonly Channel[] = ['sms'],
  notify?: readonly NotificationRule[],
): Person {
  return {
    id,
    name: id[0]?.toUpperCase() + id.slice(1),
    channels,
    notify: notify ?? channels.map((channel) => ({ channel, delay: 0, severities: ALL })),
    contacts: {},
  };
}

export function to(...ids: readonly string[]): readonly Target[] {
  return ids.map((id) => ({ kind: 'person', id }));
}

/** Returns a policy with five minutes per step, no repeats and no fallback. */
export function policy(
  id: string,
  steps: readonly (readonly Target[])[],
  more: Partial<EscalationPolicy> = {},
): EscalationPolicy {
  return {
    id,
    steps: steps.map((targets) => ({ targets, delay: 5 * MINUTE })),
    repeat: 0,
    repeatFrom: 'last',
    fallback: [],
    ...more,
  };
}

export function service(id: string, policyId: string, more: Partial<Service> = {}): Service {
  return {
    id,
    name: id.toUpperCase(),
    policies: { critical: policyId, error: policyId, warning: policyId, info: null },
    groupBy: ['subject'],
    groupWait: 0,
    ackTimeout: 30 * MINUTE,
    autoResolve: true,
    flapping: { times: 3, within: 15 * MINUTE, quiet: 5 * MINUTE },
    valuesInPages: false,
    subjectsInPages: true,
    ...more,
  };
}

/** `metric` below `limit` is critical, at the first sample. */
export function below(
  metric: string,
  limit: number,
  more: Partial<ThresholdRule> = {},
): ThresholdRule {
  return {
    name: `${metric}-low`,
    title: `${metric} low`,
    service: 'icu',
    severity: 'critical',
    metric,
    matchers: [],
    kind: 'threshold',
    condition: { kind: 'below', limit, clear: limit },
    for: 0,
    keepFiringFor: 0,
    silent: 'fire',
    ...more,
  };
}

/** Returns a critical rule: no sample of `metric` has come for this long. */
export function absence(
  metric: string,
  absentFor: Duration,
  more: Partial<AbsenceRule> = {},
): AbsenceRule {
  return {
    name: `${metric}-absent`,
    title: `${metric} absent`,
    service: 'icu',
    severity: 'critical',
    metric,
    matchers: [],
    kind: 'absence',
    absentFor,
    ...more,
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

/**
 * Returns a small hospital: `icu` pages anna, then bo, then falls back on cia; `it` (technical)
 * pages dan. Rules on spo2 and pulse.
 */
export function hospital(
  more: {
    readonly people?: readonly Person[];
    readonly policies?: readonly EscalationPolicy[];
    readonly services?: readonly Service[];
    readonly rules?: readonly Rule[];
    readonly config?: Partial<Config>;
  } = {},
): Config {
  return {
    hash: '0123456789abcdef'.repeat(4),
    people: byId([
      person('anna'),
      person('bo'),
      person('cia'),
      person('dan'),
      ...(more.people ?? []),
    ]),
    schedules: {},
    policies: byId([
      policy('icu', [to('anna'), to('bo')], { fallback: to('cia') }),
      policy('it', [to('dan')]),
      ...(more.policies ?? []),
    ]),
    services: byId([service('icu', 'icu'), service('it', 'it'), ...(more.services ?? [])]),
    rules: more.rules ?? [below('spo2', 88), below('pulse', 40)],
    plausible: [],
    alertRoutes: [],
    heartbeats: {},
    aliases: {},
    technicalService: 'it',
    timeZone: 'UTC',
    retention: {
      incidents: 400 * DAY,
      changes: 31 * DAY,
      revokedKeys: 90 * DAY,
      audit: 2_192 * DAY,
    },
    sampleTimes: { maxAge: HOUR, maxAhead: 10 * MINUTE },
    replicaLabels: REPLICA_LABELS,
    prometheus: { subjectLabels: ['subject', 'instance', 'job'] },
    fhir: { subjectElements: ['subject', 'device'] },
    otlp: {
      subjectAttributes: ['subject', 'host.name', 'service.name'],
      promotedAttributes: ['service.name', 'host.name'],
    },
    ...more.config,
  };
}
