import type { Incident } from './incident.ts';

/**
 * Who has taken responsibility, in the words of IEC 60601-1-8 for a distributed alarm system with
 * operator confirmation: somebody has (`accepted`), somebody has declined and nobody has taken it
 * since (`rejected`), or a step of the escalation has passed without an answer (`undefined`).
 */
export type Responsibility = 'accepted' | 'rejected' | 'undefined';

/** Returns it; nothing of an incident that is over, or that still waits for its first answer. */
export function responsibilityOf({ status, escalation }: Incident): Responsibility | undefined {
  switch (status) {
    case 'resolved':
      return undefined;
    case 'acknowledged':
      return 'accepted';
    case 'triggered':
      return unanswered(escalation);
  }
}

function unanswered({ phase, position, declined }: Incident['escalation']) {
  if (declined.length > 0) {
    return 'rejected';
  }
  const isPassed = position > 0 || ['fallback', 'exhausted', 'nobody'].includes(phase);
  return isPassed ? 'undefined' : undefined;
}
