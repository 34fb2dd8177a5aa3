import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import type { Channel, NotificationRule } from '../responder/channel.ts';
import type { Person } from '../responder/person.ts';
import type { Undeliverable, Unreachable } from './reason.ts';
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
 * Why a person cannot be paged about a severity, or where none is given about any; undefined if
 * there is a way.
 */
export function whyUnreachable(
  config: Pick<Roster, 'people'>,
  id: string,
  severity?: Severity,
): Unreachable | undefined {
  const person = own(config.people, id);
  if (person === undefined) {
    return { code: 'not_in_config', person: id };
  }
  if (person.channels.length === 0) {
    return { code: 'no_contact_method', person: id };
  }
  const about = severity === undefined ? SEVERITIES : [severity];
  if (about.some((one) => applicableRules(person, one).length > 0)) {
    return undefined;
  }
  return {
    code: 'no_notification_rule',
    person: id,
    ...(severity !== undefined && { severity }),
  };
}

/**
 * Returns why a page for a channel of a person can no longer be delivered there; undefined if it
 * can.
 */
export function whyUndeliverable(
  { responder, channel }: { readonly responder: string; readonly channel: Channel },
  { people }: Pick<Roster, 'people'>,
): Undeliverable | undefined {
  const person = own(people, responder);
  if (person === undefined) {
    return { code: 'left_config', person: responder };
  }
  if (person.channels.includes(channel)) {
    return undefined;
  }
  return { code: 'channel_gone', person: responder, channel };
}
