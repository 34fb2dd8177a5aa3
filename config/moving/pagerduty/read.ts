import { bySection, type Exported, type Others, othersIn } from '../records.ts';
import { NOTHING, type OldSystem } from '../system.ts';
import { policyOf, routesOf, serviceOf } from './policies.ts';
import { scheduleOf } from './schedules.ts';
import { mentionedIn, userOf } from './users.ts';

/** Reads what PagerDuty's REST API tells, or what stands in a state of Terraform. */
export function readPagerDuty(all: readonly Exported[]): OldSystem {
  const of = bySection(all);
  const schedules = of('schedules').map(scheduleOf);
  const services = of('services').map(serviceOf);
  const { routes, entries } = routesOf(of('services'));
  return {
    ...NOTHING,
    people: [...of('users').map(userOf), ...mentionedIn(of('schedules'))],
    schedules: schedules.map(({ schedule }) => schedule),
    policies: of('escalation_policies').map(policyOf),
    services: services.map(({ service }) => service),
    routes,
    entries: [
      ...[...schedules, ...services].flatMap((one) => one.entries),
      ...entries,
      ...othersIn(all, OTHERS),
    ],
  };
}

/** What is read, and what has no counterpart, and why. */
const OTHERS: Others = {
  read: ['users', 'schedules', 'escalation_policies', 'services'],
  refused: {
    maintenance_windows: 'windows are made while the platform runs: wardbell silence create',
    rulesets: 'events go to the service of their key: write routes under alerts',
    orchestrations: 'events go to the service of their key: write routes under alerts',
    business_services: 'a service has no others within it here',
    extensions: 'Wardbell pages people, and tells no other programs',
  },
  needless: { teams: 'a service names its policy here, and access who may do what' },
};
