import { MINUTE, SECOND } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { Ids } from '../ids.ts';
import {
  type Entry,
  type OldPolicy,
  type OldRoute,
  type OldService,
  type OldTarget,
  refusal,
} from '../system.ts';
import { supportHoursOf } from './hours.ts';

export function policyOf(value: Raw): OldPolicy {
  const name = textOf(value, 'name', 'summary') ?? '';
  const steps = listOf(value, 'escalation_rules').map((rule) => {
    const strategy = textOf(partOf(rule, 'escalation_rule_assignment_strategy'), 'type');
    return {
      targets: listOf(rule, 'targets').map(targetOf),
      wait: (numberOf(rule, 'escalation_delay_in_minutes') ?? 30) * MINUTE,
      inTurn: strategy === 'round_robin',
    };
  });
  const repeat = numberOf(value, 'num_loops') ?? 0;
  return { key: textOf(value, 'id') ?? name, name, steps, repeat };
}

function targetOf(target: Raw): OldTarget {
  const key = textOf(target, 'id') ?? '';
  const isSchedule = (textOf(target, 'type') ?? '').startsWith('schedule');
  const name = textOf(target, 'summary', 'name') ?? key;
  return { kind: isSchedule ? 'schedule' : 'person', key, name };
}

/** Reads a service; who is notified of what by urgency is for people's own rules to say. */
export function serviceOf(value: Raw): { service: OldService; entries: readonly Entry[] } {
  const name = textOf(value, 'name', 'summary') ?? '';
  const urgency = partOf(value, 'incident_urgency_rule');
  const kind = textOf(urgency, 'type');
  const { hours, fault } = kind === 'use_support_hours' ? supportHoursOf(value) : {};
  const refuse = (why: string) => refusal('urgency of service', name, why);
  const policy = textOf(partOf(value, 'escalation_policy'), 'id');
  const timeout = value['acknowledgement_timeout'];
  const grouping = textOf(partOf(value, 'alert_grouping_parameters'), 'type');
  return {
    service: {
      key: textOf(value, 'id') ?? name,
      name,
      ...(policy !== undefined && { policy }),
      ...(timeout !== undefined && { ackTimeout: lengthOf(timeout) }),
      ...(hours !== undefined && { hours }),
      notes: [
        ...(lengthOf(value['auto_resolve_timeout']) === null
          ? []
          : ['auto_resolve_timeout: an incident ends with its alerts here']),
        ...(grouping === undefined
          ? []
          : [`grouping by ${grouping}: here by subject, as group_by says`]),
        ...(value['status'] === 'disabled' ? ['it is disabled there'] : []),
      ],
    },
    entries: [
      ...(fault === undefined ? [] : [refuse(`by support hours: ${fault}`)]),
      ...(kind === 'constant' && urgency['urgency'] === 'low'
        ? [refuse('always low: it escalates to nobody there; here severities have policies')]
        : []),
    ],
  };
}

/** Seconds, or null, which Terraform writes as a text. */
function lengthOf(value: unknown): number | null {
  const seconds = Number(value ?? 'null');
  return Number.isFinite(seconds) && seconds > 0 ? seconds * SECOND : null;
}

/** Reads integrations of services: each sender has a key of its own here. */
export function routesOf(services: readonly Raw[]): {
  readonly routes: readonly OldRoute[];
  readonly entries: readonly Entry[];
} {
  const ids = new Ids('sender');
  const all = services.flatMap((service) =>
    listOf(service, 'integrations').map((integration) => ({ service, integration })),
  );
  const made = all.map(({ service, integration }) => {
    const owner = textOf(service, 'name', 'summary') ?? '';
    const kind = `integration of service "${owner}"`;
    const name = textOf(integration, 'name', 'summary') ?? textOf(integration, 'id') ?? '';
    if (/email/u.test(textOf(integration, 'type') ?? '')) {
      return refusal(kind, name, 'mails are not read here');
    }
    const key = ids.idFor(`${owner} ${name}`);
    const notes = [
      `send the same events to /v2/enqueue, with "npx --no-install wardbell keys create ${key} --scope samples" as the routing_key`,
    ];
    return {
      key,
      kind,
      name,
      where: [`key="${key}"`],
      service: textOf(service, 'id') ?? owner,
      notes,
    };
  });
  return {
    routes: made.flatMap((one) => ('where' in one ? [one] : [])),
    entries: made.flatMap((one) => ('carried' in one ? [one] : [])),
  };
}
