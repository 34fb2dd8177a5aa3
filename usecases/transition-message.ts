import type { Transition } from '#core/alert/alert.ts';
import type { IncidentMessage } from './ports.ts';

/**
 * Returns a transition as a message for the incident queue. Its `seq` makes a repeat the same
 * message.
 */
export function transitionMessage(transition: Transition): {
  readonly body: IncidentMessage;
  readonly deduplication: string;
} {
  const { alert, kind, seq } = transition;
  return {
    body: { kind: 'transition', transition },
    deduplication: `${alert.fingerprint}:${kind}:${seq}`,
  };
}
