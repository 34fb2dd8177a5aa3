import { CHANNELS } from '#core/responder/channel.ts';
import { isMailbox } from '#core/responder/channels/email.ts';
import { isPhone } from '#core/responder/channels/sms.ts';
import { formatDuration } from '#core/time/duration.ts';
import { HOUR } from '#core/time/instant.ts';
import { type Made, type Named, placed } from './draft.ts';
import { Ids, labelOf } from './ids.ts';
import type { OldPerson } from './system.ts';

/** Who stands in a turn that nobody has: a person whom nothing reaches. */
const NOBODY = 'nobody';

/** The people of a config, and the ids of them by each of their old keys. */
export interface MadePeople extends Made<Named> {
  idOf(key: string): string | undefined;
  /** Returns the part of somebody whom nothing reaches, for turns that nobody has. */
  readonly nobody: Named[number];
}

/** Makes people: who has the same e-mail address, in whatever letters, is one person. */
export function madePeople(old: readonly OldPerson[]): MadePeople {
  const ids = new Ids('person');
  const byKey = new Map<string, string>();
  const nobody = ids.idFor(NOBODY);
  const merged = mergedByMail(old);
  const made = merged.map(({ keys, ...person }) => {
    const id = ids.idFor(
      person.name === '' ? ((person.mail ?? '').split('@')[0] ?? '') : person.name,
    );
    for (const key of keys) {
      byKey.set(keyOf(key), id);
    }
    const { value, notes } = personOf(person, id);
    const all = [...(person.notes ?? []), ...notes];
    const named = { kind: 'person', name: person.name || (person.mail ?? id), notes: all };
    return { part: [id, { value, comments: all }] as const, entry: placed(named, `people.${id}`) };
  });
  return {
    parts: made.map(({ part }) => part),
    entries: made.map(({ entry }) => entry),
    idOf: (key) => byKey.get(keyOf(key)),
    nobody: [
      nobody,
      { value: { name: 'Nobody' }, comments: ['for turns that nobody has, as they were'] },
    ],
  };
}

function keyOf(key: string): string {
  return key.trim().toLowerCase();
}

type Merged = OldPerson & { readonly keys: readonly string[] };

function mergedByMail(old: readonly OldPerson[]): readonly Merged[] {
  const people: Merged[] = [];
  for (const person of old) {
    const mail = person.mail === undefined ? undefined : keyOf(person.mail);
    const keys = [person.key, ...(person.aliases ?? []), ...(mail === undefined ? [] : [mail])];
    const at = people.findIndex((other) =>
      keys.some((key) => other.keys.some((known) => keyOf(known) === keyOf(key))),
    );
    const known = people[at];
    if (known === undefined) {
      people.push({ ...person, keys });
      continue;
    }
    people[at] = {
      ...person,
      ...known,
      name: known.name === '' ? person.name : known.name,
      notes: [...new Set([...(known.notes ?? []), ...(person.notes ?? [])])],
      keys: [...known.keys, ...keys],
    };
  }
  return people;
}

/** No page goes out later in its step. */
const LATEST = HOUR;

function personOf({ name, mail, phone, notify }: OldPerson, id: string) {
  const notes: string[] = [];
  const sms = phone === undefined ? undefined : phoneOf(phone);
  const email = mail === undefined || !isMailbox(mail) ? undefined : mail;
  if (phone !== undefined && sms === undefined) {
    notes.push('the phone number has no country, or is none: write it under contacts');
  }
  if (sms === undefined && email === undefined) {
    notes.push('nothing reaches this person yet: write contacts, or channels');
  }
  const reachable = { sms, email };
  const rules = (notify ?? []).filter(({ channel }) => reachable[channel] !== undefined);
  const soonest = [...Map.groupBy(rules, ({ channel }) => channel)].map(([channel, same]) => {
    const after = Math.min(...same.map((rule) => rule.after));
    if (same.length > 1) {
      notes.push(`${channel} goes out once a step, after the shortest of its delays`);
    }
    if (after > LATEST) {
      notes.push(`${channel} goes out after an hour, the longest delay there is here`);
    }
    return { channel, after: Math.min(after, LATEST) };
  });
  const isUsual =
    soonest.every(({ after }) => after === 0) &&
    CHANNELS.every(
      (channel) =>
        reachable[channel] === undefined || soonest.some((one) => one.channel === channel),
    );
  const contacts = { ...(sms !== undefined && { sms }), ...(email !== undefined && { email }) };
  const value = {
    name: labelOf(name === '' ? (mail ?? '') : name, id),
    ...(Object.keys(contacts).length > 0 && { contacts }),
    ...(soonest.length > 0 &&
      !isUsual && {
        notify: soonest.map(({ channel, after }) => ({
          channel,
          ...(after > 0 && { after: formatDuration(after) }),
        })),
      }),
  };
  return { value, notes };
}

/** Returns a number as E.164 has it: `47-99999999` and `0047 99…` have a country, `0701…` none. */
function phoneOf(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/gu, '');
  const full = digits.replace(/^00/u, '+');
  const number = full.startsWith('+') || /^\s*0/u.test(text) ? full : `+${full}`;
  return isPhone(number) ? number : undefined;
}
