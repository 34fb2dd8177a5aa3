import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import type { Person } from '../responder/person.ts';
import type { Config } from './config.ts';

/**
 * Returns a person whom the team has named: the canary cannot be chosen, because pages to people
 * would end in its queue.
 */
export function teamPerson({ people }: Pick<Config, 'people'>, id: string): Person | undefined {
  return id.startsWith(RESERVED_PREFIX) ? undefined : own(people, id);
}

/** Returns everybody whom the team has named. */
export function teamPeople(config: Config): readonly Person[] {
  return Object.values(config.people).filter(({ id }) => teamPerson(config, id));
}
