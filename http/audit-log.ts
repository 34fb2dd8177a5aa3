import { type Actor, actorOf } from '#core/actor/actor.ts';
import type { Log } from '#runtime/log.ts';

/**
 * Notes who changed what leaves nothing behind that could keep it: a contact, which SNS alone
 * knows, or what is removed. `about` holds ids only, and never an address.
 */
export function logAudit(
  log: Log,
  message: string,
  who: Actor,
  about: Readonly<Record<string, string>>,
): void {
  log({ level: 'info', message, ...about, ...actorOf(who) });
}
