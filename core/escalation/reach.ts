import type { Severity } from '../alert/severity.ts';
import type { Config, Person } from '../config.ts';
import type { NotificationRule } from '../notification/page.ts';

/** The notification rules by which a person can be paged about a severity: those on a channel that the person has. */
export function usableRules(person: Person, severity: Severity): readonly NotificationRule[] {
  return person.notify.filter(
    (rule) => person.channels.includes(rule.channel) && rule.severities.includes(severity),
  );
}

/** Why a person cannot be paged about a severity, in words; undefined where there is a way. */
export function whyUnreachable(
  config: Pick<Config, 'people'>,
  id: string,
  severity: Severity,
): string | undefined {
  // Not a plain look-up: an override may name anybody, even `constructor`.
  const person = Object.hasOwn(config.people, id) ? config.people[id] : undefined;
  if (person === undefined) return `${id} is not among the people of the config`;
  if (person.channels.length === 0) return `${person.name} has no contact method`;
  if (usableRules(person, severity).length === 0)
    return `${person.name} has no notification rule for this severity`;
  return undefined;
}
