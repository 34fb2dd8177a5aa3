import { noSuch } from '../text/closest.ts';
import type { Config } from './config.ts';
import { teamPeople } from './team-people.ts';

/** What is said to whoever names a person who is not there. */
export function noSuchPerson(config: Config, given: string): string {
  const ids = teamPeople(config).map(({ id }) => id);
  return noSuch('person', given, ids);
}

/** What is said to whoever names a schedule that is not there. */
export function noSuchSchedule({ schedules }: Config, given: string): string {
  return noSuch('schedule', given, Object.keys(schedules));
}

/** The same of what is paged: `person:` or `schedule:` before the name may say which. */
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

/** What is said to whoever names an incident that is not there, by what is no whole id perhaps. */
export function noSuchIncident(given: string): string {
  const whole = /^[0-9a-f]{16}$/.test(given)
    ? ` Its id ends with a number: ${given}-1 is the first of its kind.`
    : '';
  return `There is no incident "${given}".${whole} "npx --no-install wardbell incidents" lists those that are open.`;
}
