import type { Channel } from '#core/responder/channel.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import type { OldPerson } from '../system.ts';

/** What a way to notify is here; the app and calls have no counterpart. */
const CHANNELS: Readonly<Record<string, Channel>> = { email: 'email', sms: 'sms' };

/** Reads a user, with the contacts and the rules that stand within or beside. */
export function userOf(value: Raw): OldPerson {
  const mail = textOf(value, 'username');
  const contacts = listOf(value, 'userContacts', 'contacts').filter(
    (one) => one['enabled'] !== false && partOf(one, 'status')['enabled'] !== false,
  );
  const to = (...methods: readonly string[]) =>
    contacts.find((one) => methods.includes(methodOf(one)))?.['to'];
  const voice = to('voice');
  const phone = to('sms') ?? voice;
  const rules = notifyOf(value);
  const notes = [
    ...(to('sms') === undefined && voice !== undefined
      ? ['the number of the calls gets SMS: Wardbell does not call']
      : []),
    ...(rules.others.size > 0
      ? [`notified by ${[...rules.others].join(' and ')} there, which is no channel here`]
      : []),
    ...(value['blocked'] === true ? ['blocked there'] : []),
  ];
  return {
    key: textOf(value, 'id') ?? mail ?? '',
    name: textOf(value, 'fullName') ?? '',
    ...(mail !== undefined && { aliases: [mail], mail }),
    ...(typeof phone === 'string' && { phone }),
    ...(rules.notify.length > 0 && { notify: rules.notify }),
    notes,
  };
}

/** Returns people whom others refer to: a schedule without the users tells their mailboxes. */
export function mentionedIn(references: readonly Raw[]): readonly OldPerson[] {
  return references.flatMap((one) => {
    const mail = textOf(one, 'username');
    return mail === undefined ? [] : [{ key: textOf(one, 'id') ?? mail, name: '', mail }];
  });
}

function methodOf(contact: Raw): string {
  return (textOf(contact, 'contactMethod', 'method') ?? '').toLowerCase();
}

/** The rule for new alerts says how a person is notified; other rules tell of other things. */
function notifyOf(value: Raw) {
  const steps = listOf(value, 'notificationRules', 'notification_rules')
    .filter((rule) => (textOf(rule, 'actionType') ?? 'create-alert') === 'create-alert')
    .flatMap((rule) => ('steps' in rule ? listOf(rule, 'steps') : 'contact' in rule ? [rule] : []))
    .filter((step) => step['enabled'] !== false);
  const read = steps.map((step) => {
    const method = methodOf(partOf(step, 'contact'));
    const { sendAfter } = step;
    const told = partOf(step, 'sendAfter');
    const amount =
      typeof sendAfter === 'object' ? numberOf(told, 'timeAmount') : numberOf(step, 'sendAfter');
    const after = (amount ?? 0) * (textOf(told, 'timeUnit') === 'hours' ? HOUR : MINUTE);
    return { method, channel: CHANNELS[method], after };
  });
  return {
    notify: read.flatMap(({ channel, after }) =>
      channel === undefined ? [] : [{ channel, after }],
    ),
    others: new Set(read.flatMap(({ method, channel }) => (channel === undefined ? [method] : []))),
  };
}
