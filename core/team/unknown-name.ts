import { noSuch } from '../text/closest.ts';
import type { Config } from './config.ts';
import { teamPeople } from './team-people.ts';

/** The error message for an unknown person. */
export function noSuchPerson(config: Config, given: string): string {
  const ids = teamPeople(config).map(({ id }) => id);
  return noSuch('person', given, ids);
}

/** The error message for an unknown rule. */
export function noSuchRule({ rules }: Config, given: string): string {
  return noSuch(
    'rule',
    given,
    rules.map(({ name }) => name),
  );
}

/** The error message for an unknown schedule. */
export function noSuchSchedule({ schedules }: Config, given: string): string {
  return noSuch('schedule', given, Object.keys(schedules));
}

/**
 * The error message for an unknown target: the prefix `person:` or `schedule:` may say which kind.
 */
export function noSuchTarget(config: Config, given: string): string {
  const [, kind, id = given] = /^(person|schedule):(.*)$/s.exec(given) ?? [];
  if (kind === 'person') {
    return noSuchPerson(config, id);
  }
  if (kind === 'schedule') {
    return noSuchSchedule(config, id);
  }
  const people = teamPeople(config).map((person) => person.id);
  const targets = new Set([...people, ...Object.keys(config.schedules)]);
  return noSuch('person or schedule', given, [...targets]);
}

/** The error message for an unknown incident, whose id may be incomplete. */
export function noSuchIncident(given: string): string {
  const whole = /^[0-9a-f]{16}$/.test(given)
    ? ` Its id ends with a number: ${given}-1 is the first of its kind.`
    : '';
  return `There is no incident "${given}".${whole} "npx --no-install wardbell incidents" lists those that are open.`;
}
