import type { Transition } from './alert.ts';
import { compareSeverity, type Severity } from './severity.ts';

/**
 * Sorts the transitions of one moment with the worst alert's first: a shared incident is then
 * opened by the worst alert, and not paged with a lesser severity that is raised right after. The
 * order within each alert is kept, and `seq` still grows along the list.
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
