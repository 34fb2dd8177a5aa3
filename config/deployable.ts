import { CANARY, REHEARSAL, withCanary, withRehearsals } from '#core/canary/canary.ts';
import type { Config } from '#core/team/config.ts';

export { REHEARSED, type Rehearsed } from '#core/canary/canary.ts';

/** The topic that the canary's queue is subscribed to: its responder and channel. */
export const CANARY_TOPIC = { responder: CANARY.id, channel: CANARY.channel } as const;

/** The topic of the mailbox that rehearsals of `page` are sent to. */
export const REHEARSAL_TOPIC = { responder: REHEARSAL.id, channel: REHEARSAL.channel } as const;

/**
 * The config that goes into the functions: with the canary, and without phone numbers and
 * mailboxes, which SNS alone needs to know. `channels` still tells who has which. `rehearsed`:
 * whether new versions are rehearsed before they are called.
 */
export function deployable(
  config: Config,
  { rehearsed }: { readonly rehearsed: boolean } = { rehearsed: false },
): Config {
  const people = Object.entries(config.people).map(([id, person]) => [
    id,
    { ...person, contacts: {} },
  ]);
  const withoutContacts = withCanary({ ...config, people: Object.fromEntries(people) });
  return rehearsed ? withRehearsals(withoutContacts) : withoutContacts;
}
