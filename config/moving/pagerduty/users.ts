import type { Channel } from '#core/responder/channel.ts';
import { MINUTE } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import type { OldPerson } from '../system.ts';

/** What a way to notify is here; calls and the app have no counterpart. */
const CHANNELS: Readonly<Record<string, Channel>> = { sms: 'sms', email: 'email' };

/** Reads a user, with the contact methods and the notification rules within. */
export function userOf(value: Raw): OldPerson {
  const methods = listOf(value, 'contact_methods');
  const of = (kind: string) => methods.find((one) => kindOf(one) === kind);
  const phone = of('sms') ?? of('phone');
  const mail = textOf(value, 'email') ?? textOf(of('email') ?? {}, 'address');
  const rules = listOf(value, 'notification_rules')
    .filter((rule) => (textOf(rule, 'urgency') ?? 'high') === 'high')
    .map((rule) => {
      const told = partOf(rule, 'contact_method');
      const method = methods.find((one) => textOf(one, 'id') === textOf(told, 'id')) ?? told;
      const after = (numberOf(rule, 'start_delay_in_minutes') ?? 0) * MINUTE;
      return { kind: kindOf(method), after };
    });
  const notify = rules.flatMap(({ kind, after }) => {
    const channel = CHANNELS[kind];
    return channel === undefined ? [] : [{ channel, after }];
  });
  const others = new Set(
    rules.flatMap(({ kind }) => (kind in CHANNELS ? [] : [WORDS[kind] ?? kind])),
  );
  return {
    key: textOf(value, 'id') ?? mail ?? '',
    name: textOf(value, 'name', 'summary') ?? '',
    ...(mail !== undefined && { mail }),
    ...(phone !== undefined && { phone: numberIn(phone) }),
    ...(notify.length > 0 && { notify }),
    notes: [
      ...(of('sms') === undefined && of('phone') !== undefined
        ? ['the number of the calls gets SMS: Wardbell does not call']
        : []),
      ...(others.size > 0
        ? [`notified by ${[...others].join(' and ')} there, which is no channel here`]
        : []),
    ],
  };
}

/** Returns the users of schedules, of whom a schedule alone tells the names. */
export function mentionedIn(schedules: readonly Raw[]): readonly OldPerson[] {
  return schedules
    .flatMap((schedule) => listOf(schedule, 'users'))
    .flatMap((one) => {
      const key = textOf(one, 'id');
      const [name, mail] = [textOf(one, 'name', 'summary'), textOf(one, 'email')];
      return key === undefined || name === undefined
        ? []
        : [{ key, name, ...(mail !== undefined && { mail }) }];
    });
}

const WORDS: Readonly<Record<string, string>> = { push_notification: 'the app', phone: 'calls' };

/** `sms_contact_method`, `sms_contact_method_reference`: `sms`. */
function kindOf(method: Raw): string {
  return (textOf(method, 'type') ?? '').replace(/_contact_method.*$/u, '');
}

function numberIn(method: Raw): string {
  return `+${(textOf(method, 'country_code') ?? '1').replace(/^\+/u, '')}${textOf(method, 'address') ?? ''}`;
}
