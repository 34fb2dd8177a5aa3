import { DAY, type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { Ids } from '../ids.ts';
import { type Entry, leftOut, type OldHeartbeat, type OldRoute, refusal } from '../system.ts';
import { PRIORITIES } from './teams.ts';

const UNITS: Readonly<Record<string, Duration>> = { minutes: MINUTE, hours: HOUR, days: DAY };

export function heartbeatOf(value: Raw): OldHeartbeat | Entry {
  const name = textOf(value, 'name') ?? '';
  if (value['enabled'] === false) {
    return leftOut('heartbeat', name, 'it is disabled there');
  }
  const unit = UNITS[textOf(value, 'intervalUnit') ?? 'minutes'] ?? MINUTE;
  const severity = PRIORITIES[textOf(value, 'alertPriority') ?? ''];
  const service = textOf(partOf(value, 'ownerTeam'), 'id') ?? textOf(value, 'ownerTeamId');
  return {
    key: name,
    name,
    title: textOf(value, 'alertMessage') ?? `${name} is not heard`,
    period: (numberOf(value, 'interval') ?? 10) * unit,
    grace: 10 * SECOND,
    ...(service !== undefined && { service }),
    ...(severity !== undefined && { severity }),
    notes: [
      'as there it is missed at the end of its interval; a longer grace forgives what is late',
    ],
  };
}

/** Integrations whose programs can speak to Wardbell, and how. */
const DOORS: Readonly<Record<string, string>> = {
  prometheus: 'point Alertmanager, or Prometheus itself, at /api/v2/alerts',
  cloudwatch: 'subscribe the topic of the alarms: see protocols/cloudwatch',
  amazonsns: 'subscribe the topic of the alarms: see protocols/cloudwatch',
  grafana: 'make a contact point for Alertmanager',
  pagerduty: 'its events are taken at /v2/enqueue',
  pagerdutycompatibility: 'its events are taken at /v2/enqueue',
  api: "send PagerDuty's events to /v2/enqueue, or alerts to /api/v2/alerts",
};

/** Reads an integration: what its program sends comes with a key of its own, to its team. */
export function integrationsOf(all: readonly Raw[]): {
  readonly routes: readonly OldRoute[];
  readonly entries: readonly Entry[];
} {
  const ids = new Ids('sender');
  const made = all.map((value) => {
    const name = textOf(value, 'name') ?? '';
    const type = textOf(value, 'type') ?? '';
    const kind = `integration (${type})`;
    const door = DOORS[type.toLowerCase().replace(/[^a-z]/gu, '')];
    const team = textOf(value, 'teamId', 'ownerTeamId') ?? textOf(partOf(value, 'ownerTeam'), 'id');
    if (value['enabled'] === false) {
      return leftOut(kind, name, 'it is disabled there');
    }
    if (door === undefined) {
      const why = 'no protocol here takes it: see whether it can send PagerDuty events';
      return refusal(kind, name, why);
    }
    if (team === undefined) {
      return leftOut(kind, name, `it has no team; ${door}, and name its service under alerts`);
    }
    const key = ids.idFor(name);
    const notes = [`${door}, with "npx --no-install wardbell keys create ${key} --scope samples"`];
    return { key: name, name, kind, where: [`key="${key}"`], service: team, notes };
  });
  return {
    routes: made.filter((one) => 'where' in one),
    entries: made.filter((one) => 'carried' in one),
  };
}
