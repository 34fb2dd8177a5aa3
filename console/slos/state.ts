import type { Slo } from '#api/client/index.ts';

/** How a budget stands, what concerns somebody most first. */
export const STATES = ['spent', 'page', 'ticket', 'blind', 'good'] as const;

export type State = (typeof STATES)[number];

/** A budget that is spent and burns is both: that it is spent is told, and the rest beside it. */
export function stateOf({ left, burning, isBlind }: Slo): State {
  if (left <= 0) {
    return 'spent';
  }
  return burning?.urgency ?? (isBlind ? 'blind' : 'good');
}
