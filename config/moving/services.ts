import { findContradiction } from '#core/alert/contradiction.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { toGsm7 } from '#core/messages/gsm7.ts';
import { formatDuration } from '#core/time/duration.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { type Made, type Named, type Part, placed } from './draft.ts';
import { Ids, labelOf } from './ids.ts';
import type { MadePolicies } from './policies.ts';
import {
  type OldHeartbeat,
  type OldPolicy,
  type OldRoute,
  type OldService,
  refusal,
} from './system.ts';

export interface MadeServices extends Made<Named> {
  idOf(key: string): string | undefined;
}

/** How long the first page of a service may wait. */
const LONGEST_GROUP_WAIT = 15 * MINUTE;

/** Makes services: also one for each policy that none names, since a policy alone pages nobody. */
export function madeServices(
  old: readonly OldService[],
  oldPolicies: readonly OldPolicy[],
  policies: MadePolicies,
): MadeServices {
  const ids = new Ids('service');
  const byKey = new Map<string, string>();
  const used = new Set(
    old.flatMap(({ policy, severities = {} }) => [policy, ...Object.values(severities)]),
  );
  const own = oldPolicies
    .filter(({ key }) => !used.has(key) && policies.idOf(key) !== undefined)
    .map(({ key, name, delay: groupWait = 0 }): OldService => {
      const notes = ['a policy pages by a service, and none names this one: it has its own'];
      return { key: `policy ${key}`, name, policy: key, groupWait, notes };
    });
  const made = [...old, ...own].map((service) => {
    const id = ids.idFor(service.name);
    byKey.set(service.key, id);
    const { value, notes, lost } = serviceOf(service, id, policies);
    const all = [...(service.notes ?? []), ...notes];
    const named = { kind: 'service', name: service.name, notes: all };
    const entry = placed(named, `services.${id}`);
    const lose = lost === undefined ? [] : [refusal('policy of service', service.name, lost)];
    return {
      part: [id, { value, comments: [...all, ...(lost === undefined ? [] : [lost])] }] as const,
      entries: [entry, ...lose],
    };
  });
  return {
    parts: made.map(({ part }) => part),
    entries: made.flatMap(({ entries }) => entries),
    idOf: (key) => byKey.get(key),
  };
}

function serviceOf(service: OldService, own: string, policies: MadePolicies) {
  const {
    name,
    policy,
    severities = {},
    groupBy,
    groupWait = 0,
    ackTimeout,
    runbook,
    hours,
  } = service;
  const label = labelOf(name, own);
  const id = policy === undefined ? undefined : policies.idOf(policy);
  const others = Object.entries(severities).map(([severity, key]) => {
    const other = key === null ? 'none' : policies.idOf(key);
    return [severity, other ?? 'none'] as const;
  });
  const wait = Math.min(groupWait, LONGEST_GROUP_WAIT);
  const notes =
    wait < groupWait ? ['the first page waits 15 min, the longest that can be said'] : [];
  const value = {
    ...(label !== own && { name: label }),
    policy: id ?? 'none',
    ...(others.length > 0 && { severities: Object.fromEntries(others) }),
    ...(groupBy !== undefined && { group_by: groupBy }),
    ...(wait > 0 && { group_wait: formatDuration(wait) }),
    ...(ackTimeout !== undefined && {
      ack_timeout: ackTimeout === null ? 'never' : formatDuration(Math.max(ackTimeout, MINUTE)),
    }),
    ...(runbook !== undefined && { runbook }),
    ...(hours !== undefined && {
      hours: { below: hours.below, only: hours.only, time_zone: hours.timeZone },
    }),
  };
  const lost =
    policy !== undefined && id === undefined
      ? 'its escalation policy does not carry over: it pages nobody until you name one'
      : undefined;
  return { value, notes, lost };
}

const SHORTEST_PERIOD = 30 * SECOND;
const SHORTEST_GRACE = 10 * SECOND;

export function madeHeartbeats(old: readonly OldHeartbeat[], services: MadeServices): MadeServices {
  const ids = new Ids('heartbeat');
  const byKey = new Map<string, string>();
  const made = old.map((heartbeat) => {
    const { key, name, title, service: owner, severity, period, grace, notes = [] } = heartbeat;
    const service = owner === undefined ? undefined : services.idOf(owner);
    if (service === undefined) {
      const why = 'no service is known that it would page: name its team in a file, or write it';
      return { parts: [], entries: [refusal('heartbeat', name, why)] };
    }
    const id = ids.idFor(name);
    byKey.set(key, id);
    const value = {
      title: titleOf(title),
      service,
      ...(severity !== undefined && { severity }),
      period: formatDuration(Math.max(period, SHORTEST_PERIOD)),
      grace: formatDuration(Math.max(grace, SHORTEST_GRACE)),
    };
    const entry = placed({ kind: 'heartbeat', name, notes }, `heartbeats.${id}`);
    return { parts: [[id, { value, comments: notes }] as const], entries: [entry] };
  });
  return {
    parts: made.flatMap(({ parts }) => parts),
    entries: made.flatMap(({ entries }) => entries),
    idOf: (key) => byKey.get(key),
  };
}

/** A title is sent in an SMS, with its characters and some room. */
function titleOf(title: string): string {
  const text = labelOf(toGsm7(title).replace(/[{}$[\]~^\\|€]/gu, ' '), '').replace('…', '');
  return text.trim() === '' ? 'Heartbeat is missed' : text;
}

/** Where what a route leads to stands in the config. */
interface Places {
  readonly services: MadeServices;
  readonly heartbeats: MadeServices;
}

export function madeRoutes(
  old: readonly OldRoute[],
  { services, heartbeats }: Places,
): Made<readonly Part[]> {
  const made = old.map((route) => {
    const { kind, name, where, notes = [] } = route;
    const fault = faultOf(where);
    if (fault !== undefined) {
      return { parts: [], entry: refusal(kind, name, fault) };
    }
    const service = route.service === undefined ? undefined : services.idOf(route.service);
    const heartbeat = route.heartbeat === undefined ? undefined : heartbeats.idOf(route.heartbeat);
    if (service === undefined && heartbeat === undefined) {
      return { parts: [], entry: refusal(kind, name, 'what it leads to does not carry over') };
    }
    const value = { where, ...(heartbeat === undefined ? { service } : { heartbeat }) };
    return { parts: [{ value, comments: notes }], entry: placed({ kind, name, notes }, 'alerts') };
  });
  return { parts: made.flatMap(({ parts }) => parts), entries: made.map(({ entry }) => entry) };
}

/** Says why no alert can come to a route, if that is certain. */
function faultOf(where: readonly string[]): string | undefined {
  const read = where.map(parseMatcher);
  const fault = read.find((one) => !one.ok);
  if (fault !== undefined && !fault.ok) {
    return `a condition of it cannot be read: ${fault.reason}`;
  }
  const both = findContradiction(read.flatMap((one) => (one.ok ? [one.matcher] : [])));
  return both === undefined ? undefined : `no alert can come to it: ${both}`;
}
