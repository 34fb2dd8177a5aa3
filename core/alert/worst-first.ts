import type { Transition } from './alert.ts';
import { compareSeverity, type Severity } from './severity.ts';

/**
 * Transitions made at one moment, the worst alert's first: what shares an incident is then opened
 * by the worst, not paged as a lesser thing and raised right after. Each alert's own keep their
 * order, and `seq` still grows along the list.
 */
export function sortBySeverity(transitions: readonly Transition[]): readonly Transition[] {
  if (transitions.length < 2) {
    return transitions;
  }
  const worst = new Map<string, Severity>();
  for (const { alert } of transitions) {
    const known = worst.get(alert.fingerprint);
    if (known === undefined || compareSeverity(alert.severity, known) < 0) {
      worst.set(alert.fingerprint, alert.severity);
    }
  }
  const severityOf = ({ alert }: Transition) => worst.get(alert.fingerprint) ?? alert.severity;
  return transitions
    .toSorted((a, b) => compareSeverity(severityOf(a), severityOf(b)))
    .map((transition, i) => ({ ...transition, seq: transitions[i]?.seq ?? transition.seq }));
}
