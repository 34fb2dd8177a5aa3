import { CANARY, withCanary } from '#core/canary.ts';
import type { Config } from '#core/config.ts';

/** The topic that the canary's queue is subscribed to: its responder and channel. */
export const CANARY_TOPIC = { responder: CANARY.id, channel: CANARY.channel } as const;

/**
 * The config that goes into the functions: with the canary, and without phone numbers and mailboxes, which SNS alone needs to know. `channels` still tells
 * who has which.
 */
export function deployable(config: Config): Config {
  const people = Object.entries(config.people).map(([id, person]) => [
    id,
    { ...person, contacts: {} },
  ]);
  return withCanary({ ...config, people: Object.fromEntries(people) });
}
