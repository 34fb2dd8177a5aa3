import type { Channel } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople, teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson } from '#core/team/unknown-name.ts';
import type { Caller } from '#http/caller.ts';
import { lacksRight } from '#http/not-allowed.ts';
import type { Problem } from '#http/problem.ts';

/** Returns the people whose contacts can be managed, by id: the canary's queue is no contact. */
export function peopleOf(config: Config): readonly Person[] {
  return [...teamPeople(config)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is wrong with the name of a person. */
export interface NotFound {
  readonly problem: 'unknown_name' | 'invalid';
  readonly detail: string;
}

/** Returns the person, or what is wrong with the given name. */
export function findPerson(config: Config, given: string): Person | NotFound {
  const person = teamPerson(config, given);
  return person ?? { problem: 'unknown_name', detail: noSuchPerson(config, given) };
}

/**
 * Why somebody may not see, confirm and test the contacts of a person; undefined where they are
 * their own, or the caller manages those of all.
 */
export function whyNotTheirs(caller: Caller, person: string): Problem | undefined {
  return personOf(caller) === person || caller.rights.includes('admin')
    ? undefined
    : lacksRight(caller, 'admin', ONLY_OWN);
}

/** Who a caller is in the config; undefined for a key, and for others who have signed in. */
export function personOf(caller: Caller): string | undefined {
  return caller.kind === 'person' ? caller.person : undefined;
}

const ONLY_OWN =
  'Everybody sees, confirms and tests their own phones and mailboxes; those of others are for an admin';

/**
 * Returns the same if the config also names the channel for the person: nothing is ever published
 * to any other.
 */
export function findRecipient(config: Config, given: string, channel: Channel): Person | NotFound {
  const person = findPerson(config, given);
  if ('problem' in person || person.channels.includes(channel)) {
    return person;
  }
  const has = person.channels.join(', ') || 'none';
  const detail = `The config does not let "${given}" be paged by ${channel} (channels: ${has}). Add the channel in wardbell.yaml and deploy first.`;
  return { problem: 'invalid', detail };
}
