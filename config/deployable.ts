import { CANARY, REHEARSAL, withCanary, withRehearsals } from '#core/canary/canary.ts';
import { ACCOUNT, type Check, checksOf } from '#core/check/check.ts';
import type { Config } from '#core/team/config.ts';

export { REHEARSED, type Rehearsed } from '#core/canary/canary.ts';
export {
  CHANNELS,
  type Channel,
  channelKind,
} from '#core/responder/channel.ts';

/** The responder and channel of the topic that the canary's queue is subscribed to. */
export const CANARY_TOPIC = { responder: CANARY.id, channel: CANARY.channel } as const;

/** The topic of the mailbox that receives the pages of rehearsals of `page`. */
export const REHEARSAL_TOPIC = { responder: REHEARSAL.id, channel: REHEARSAL.channel } as const;

/**
 * Returns the config for the functions: with the canary, without phone numbers and mailboxes, which
 * only SNS needs to know, and without checks, which only a probe needs: their rules are there, and
 * what they reach and send is nobody else's to read. `channels` still tells who has which.
 * `rehearsed`: whether new versions are rehearsed before they are called.
 */
export function deployable(
  { checks: _, ...config }: Config,
  { rehearsed }: { readonly rehearsed: boolean } = { rehearsed: false },
): Config {
  const people = Object.entries(config.people).map(([id, person]) => [
    id,
    { ...person, contacts: {} },
  ]);
  const withoutContacts = withCanary({ ...config, people: Object.fromEntries(people) });
  return rehearsed ? withRehearsals(withoutContacts) : withoutContacts;
}

/**
 * Returns the config for the function that probes from the account: the checks that say so, and
 * nothing of who is paged.
 */
export function probeConfig(checks: readonly Check[] = []): { readonly checks: readonly Check[] } {
  return { checks: checksOf(checks, ACCOUNT) };
}
