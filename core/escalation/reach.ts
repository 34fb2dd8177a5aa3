import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import type { Channel, NotificationRule } from '../responder/channel.ts';
import type { Person } from '../responder/person.ts';
import type { Roster } from './roster.ts';

/**
 * Returns the notification rules by which a person can be paged about a severity: those on a
 * channel that the person has.
 */
export function applicableRules(person: Person, severity: Severity): readonly NotificationRule[] {
  return person.notify.filter(
    (rule) => person.channels.includes(rule.channel) && rule.severities.includes(severity),
  );
}

/**
 * Returns why a person cannot be paged about a severity (or about any, if none is given), in words;
 * undefined if there is a way.
 */
export function whyUnreachable(
  config: Pick<Roster, 'people'>,
  id: string,
  severity?: Severity,
): string | undefined {
  const person = own(config.people, id);
  if (person === undefined) {
    return `${id} is not among the people of the config`;
  }
  if (person.channels.length === 0) {
    return `${person.name} has no contact method`;
  }
  const about = severity === undefined ? SEVERITIES : [severity];
  if (about.some((one) => applicableRules(person, one).length > 0)) {
    return undefined;
  }
  return `${person.name} has no notification rule ${severity === undefined ? 'that can be used' : 'for this severity'}`;
}

/**
 * Returns why a page for a channel of a person can no longer be delivered there; undefined if it
 * can.
 */
export function whyUndeliverable(
  { responder, channel }: { readonly responder: string; readonly channel: Channel },
  { people }: Pick<Roster, 'people'>,
): string | undefined {
  const person = own(people, responder);
  if (person === undefined) {
    return `${responder} has left the config`;
  }
  if (person.channels.includes(channel)) {
    return undefined;
  }
  return `${person.name} has no ${channel === 'sms' ? 'phone' : 'mailbox'} in the config any more`;
}
