import { listOf, type Raw } from '../fields.ts';
import type { Shapes } from '../records.ts';
import { asExported } from './terraform.ts';

/** How Opsgenie's API tells what its things are. */
export const OPSGENIE: Shapes = {
  sections: {
    users: 'users',
    teams: 'teams',
    schedules: 'schedules',
    escalations: 'escalations',
    services: 'services',
    heartbeats: 'heartbeats',
    integrations: 'integrations',
  },
  sectionOf,
  prefix: 'opsgenie_',
  terraform: asExported,
};

/** What a thing of an export is, by the keys that only such things have. */
function sectionOf(value: Raw): string | undefined {
  const has = (...keys: readonly string[]) => keys.every((key) => key in value);
  switch (true) {
    case has('username') && (has('fullName') || has('role')):
      return 'users';
    case has('rotations') || has('timezone', 'ownerTeam'):
      return 'schedules';
    case has('rules') && listOf(value, 'rules').some((rule) => 'recipient' in rule):
      return 'escalations';
    case has('intervalUnit'):
      return 'heartbeats';
    case has('teamId') && !has('type'):
      return 'services';
    case has('type', 'enabled'):
      return 'integrations';
    case has('members') || has('routingRules') || has('description', 'name'):
      return 'teams';
    default:
      return undefined;
  }
}
