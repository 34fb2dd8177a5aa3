import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { CHANNELS, type Channel } from '#core/responder/channel.ts';
import { HOUR } from '#core/time/instant.ts';
import { coherent } from './coherent.ts';
import { channel, contacts } from './contacts.ts';
import { duration } from './formats.ts';
import { personName, printable } from './page-text.ts';
import { turnNotices } from './turn-notices.ts';

const severity = z.enum(SEVERITIES).meta({ title: `one of ${SEVERITIES.join(', ')}` });

const notification = z
  .strictObject({
    channel: channel.describe('How this page goes out.'),
    after: duration({ max: HOUR })
      .prefault('0s')
      .describe('How long after the step began, if nobody has answered by then.'),
    severities: z
      .array(severity)
      .min(1)
      .default([...SEVERITIES])
      .meta({ title: 'a list of one or more severities' })
      .describe('For which severities. Default: all.'),
  })
  .meta({ title: 'a mapping with channel, after and severities' });

const fields = z
  .strictObject({
    name: personName.describe('As colleagues know this person.'),
    contacts: contacts.describe(
      'Where pages go. Leave it out to keep numbers in SNS alone, and name channels.',
    ),
    channels: z
      .array(channel)
      .default([])
      .meta({ title: `a list of channels, such as [${CHANNELS.join(', ')}]` })
      .describe('Channels whose numbers and mailboxes SNS alone knows.'),
    notify: z
      .array(notification)
      .min(1)
      .optional()
      .meta({ title: 'a list of one or more notification rules' })
      .describe('How this person wants to be paged. Default: by every channel at once.'),
    turn_notices: turnNotices
      .optional()
      .describe('What this person is told of turns on call, where it is not as for all.'),
    sign_in: printable(256)
      .optional()
      .describe('What the claim person_claim holds when this person signs in. Default: the name.'),
  })
  .meta({ title: 'a mapping with name, contacts, channels, notify, turn_notices and sign_in' });

type Person = z.output<typeof fields>;

/** A person who can be paged. */
export const person = coherent(fields, [
  {
    of: ['contacts', 'channels', 'notify'],
    at: 'notify',
    holds: (p) => lacking(p) === undefined,
    wrong: (p) => `notify uses ${lacking(p)}, for which there is no contact`,
    hint: 'add it under contacts, or to channels if SNS alone knows it',
  },
  {
    of: ['contacts', 'channels', 'turn_notices'],
    at: 'turn_notices',
    holds: (p) => p.turn_notices?.by === undefined || channelsOf(p).includes(p.turn_notices.by),
    wrong: ({ turn_notices: told }) =>
      `turn_notices uses ${told?.by}, for which there is no contact`,
    hint: 'add it under contacts, or to channels if SNS alone knows it',
  },
  {
    of: ['notify'],
    at: 'notify',
    holds: ({ notify = [] }) => {
      const uses = notify.flatMap((rule) => rule.severities.map((s) => `${rule.channel} ${s}`));
      return new Set(uses).size === uses.length;
    },
    wrong: () => 'notify names the same channel twice for the same severity',
    hint: 'one channel carries one page per step: keep the sooner rule',
  },
]);

/** Returns the channels of a person, in their usual order. */
export function channelsOf({
  contacts: addresses,
  channels,
}: Pick<Person, 'contacts' | 'channels'>): readonly Channel[] {
  return CHANNELS.filter((name) => addresses[name] !== undefined || channels.includes(name));
}

function lacking(person: Person): string | undefined {
  const channels = channelsOf(person);
  return person.notify?.find((rule) => !channels.includes(rule.channel))?.channel;
}
