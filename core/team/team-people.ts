import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import type { Person } from '../responder/person.ts';
import type { Config } from './config.ts';

/**
 * The person by this id whom the team has named: where somebody chooses a person, the canary is
 * none, or pages to people would end in its queue.
 */
export function teamPerson({ people }: Config, id: string): Person | undefined {
  return id.startsWith(RESERVED_PREFIX) ? undefined : own(people, id);
}

/** Everybody whom a team named. */
export function teamPeople(config: Config): readonly Person[] {
  return Object.values(config.people).filter(({ id }) => teamPerson(config, id));
}
