import { listOf, partOf, type Raw, textOf } from '../fields.ts';
import { bySection, type Exported, type Others, othersIn } from '../records.ts';
import { NOTHING, type OldSystem } from '../system.ts';
import { escalationOf, type Member } from './escalations.ts';
import { scheduleOf } from './schedules.ts';
import { heartbeatOf, integrationsOf } from './senders.ts';
import { serviceOf, teamOf } from './teams.ts';
import { mentionedIn, userOf } from './users.ts';

/** Reads what Opsgenie's API tells, or what stands in a state of Terraform. */
export function readOpsgenie(all: readonly Exported[]): OldSystem {
  const of = bySection(all);
  const members = membersOf(of('teams'));
  const schedules = of('schedules').map((value) =>
    scheduleOf(value, (team) => members(team)?.map(({ key }) => key)),
  );
  const escalations = of('escalations').map((value) => escalationOf(value, members));
  const known = {
    escalation: (raw: Raw) => {
      const found = escalations.find(({ policy }) => isNamed(raw, policy));
      return found && { key: found.policy.key, delay: found.policy.delay ?? 0 };
    },
    schedule: (raw: Raw) => schedules.find(({ schedule }) => isNamed(raw, schedule))?.schedule,
  };
  const teams = of('teams').map((value) => teamOf(value, known));
  const owned = of('services').map((value) =>
    serviceOf(
      value,
      teams.map(({ service }) => service),
    ),
  );
  const heartbeats = of('heartbeats').map(heartbeatOf);
  const { routes, entries } = integrationsOf(of('integrations'));
  const policies = [
    ...escalations,
    ...teams.flatMap((team) => team.policies.map((policy) => ({ policy }))),
  ];
  return {
    ...NOTHING,
    people: [...of('users').map(userOf), ...mentionedIn(referencesIn(of))],
    schedules: schedules.map(({ schedule }) => schedule),
    policies: [...new Map(policies.map(({ policy }) => [policy.key, policy])).values()],
    services: [
      ...teams.map(({ service }) => service),
      ...owned.flatMap((one) => ('carried' in one ? [] : [one])),
    ],
    heartbeats: heartbeats.flatMap((one) => ('carried' in one ? [] : [one])),
    routes,
    entries: [
      ...[...schedules, ...escalations, ...teams].flatMap((one) => one.entries),
      ...[...owned, ...heartbeats].filter((one) => 'carried' in one),
      ...entries,
      ...othersIn(all, OTHERS),
    ],
  };
}

/** What schedules, escalations and teams tell of the users that they name. */
function referencesIn(of: (section: string) => readonly Raw[]): readonly Raw[] {
  const isUser = (one: Raw) => (textOf(one, 'type') ?? 'user') === 'user';
  return [
    ...of('schedules')
      .flatMap((schedule) => listOf(schedule, 'rotations'))
      .flatMap((rotation) => listOf(rotation, 'participants')),
    ...of('escalations')
      .flatMap((escalation) => listOf(escalation, 'rules'))
      .map((rule) => partOf(rule, 'recipient')),
    ...of('teams')
      .flatMap((team) => listOf(team, 'members'))
      .map((member) => partOf(member, 'user')),
  ].filter(isUser);
}

function isNamed(raw: Raw, { key, name }: { readonly key: string; readonly name: string }) {
  const id = textOf(raw, 'id');
  return id === undefined ? textOf(raw, 'name') === name : id === key;
}

function membersOf(teams: readonly Raw[]) {
  return (raw: Raw): readonly Member[] | undefined => {
    const found = teams.find((team) =>
      isNamed(raw, { key: textOf(team, 'id') ?? '', name: textOf(team, 'name') ?? '' }),
    );
    return (
      found &&
      listOf(found, 'members').map((member) => {
        const user = partOf(member, 'user');
        const key = textOf(user, 'id', 'username') ?? '';
        return {
          key,
          name: textOf(user, 'username') ?? key,
          role: textOf(member, 'role') ?? 'user',
        };
      })
    );
  };
}

/** What is read, and what has no counterpart, and why. */
const OTHERS: Others = {
  read: ['users', 'teams', 'schedules', 'escalations', 'services', 'heartbeats', 'integrations'],
  refused: {
    opsgenie_notification_policy: 'when alerts are held back: silences and windows do that here',
    opsgenie_alert_policy: 'alerts are not rewritten here: write routes under alerts',
    opsgenie_maintenance: 'windows are made while the platform runs: wardbell silence create',
    opsgenie_integration_action: 'alerts are not rewritten here: write routes under alerts',
    opsgenie_incident_template: 'incidents are made of alerts here',
    opsgenie_service_incident_rule: 'incidents are made of alerts here',
  },
  needless: { opsgenie_custom_role: 'access in the config says who may do what' },
};
