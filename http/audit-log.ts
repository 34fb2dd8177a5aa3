import { type Actor, actorOf } from '#core/actor/actor.ts';
import type { Log } from '#runtime/log.ts';

/**
 * Logs who changed something that keeps no record of its own: a contact, which only SNS knows, or
 * anything that is removed. `about` holds ids only, and never an address.
 */
export function logAudit(
  log: Log,
  message: string,
  who: Actor,
  about: Readonly<Record<string, string>>,
): void {
  log({ level: 'info', message, ...about, ...actorOf(who) });
}
