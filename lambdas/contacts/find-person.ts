import { teamPerson } from '#core/canary.ts';
import { suggest } from '#core/closest.ts';
import type { Config, Person } from '#core/config.ts';
import type { Channel } from '#core/notification/page.ts';

/** The people whose contacts can be managed, by id: the canary's queue is no contact. */
export function peopleOf(config: Config): readonly Person[] {
  return Object.values(config.people)
    .filter(({ id }) => teamPerson(config, id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The person who is meant, or what is wrong with the name given. */
export function findPerson(config: Config, given: string): Person | string {
  const person = teamPerson(config, given);
  if (person !== undefined) return person;
  const ids = peopleOf(config).map(({ id }) => id);
  const hint = suggest(given, ids, 'people');
  return `There is no person "${given}"${hint && ` (${hint})`}.`;
}

/**
 * The same, where the config must also name the channel for them: nothing is ever published to any
 * other.
 */
export function findRecipient(config: Config, given: string, channel: Channel): Person | string {
  const person = findPerson(config, given);
  if (typeof person === 'string' || person.channels.includes(channel)) return person;
  const has = person.channels.join(', ') || 'none';
  return `The config does not let "${given}" be paged by ${channel} (channels: ${has}). Add the channel in wardbell.yaml and deploy first.`;
}
