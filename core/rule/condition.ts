import { type Duration, HOUR, MINUTE, SECOND } from '../time/instant.ts';
import type { Condition } from './rule.ts';

/**
 * Whether a value breaches. While the alert fires the limits for clearing count instead: it stays
 * until the value has passed them.
 */
export function breaches(condition: Condition, value: number, firing: boolean): boolean {
  switch (condition.kind) {
    case 'below':
      return value < (firing ? condition.clear : condition.limit);
    case 'above':
      return value > (firing ? condition.clear : condition.limit);
    case 'outside':
      return firing
        ? value < condition.clearLow || value > condition.clearHigh
        : value < condition.low || value > condition.high;
    case 'equals':
      return value === condition.value;
    case 'absent':
      return false;
  }
}

/** The limit in words, as it stands in the log and, where values may, in a page. */
export function describeLimit(condition: Condition): string {
  switch (condition.kind) {
    case 'below':
      return `below ${condition.limit}`;
    case 'above':
      return `above ${condition.limit}`;
    case 'outside':
      return `outside ${condition.low} to ${condition.high}`;
    case 'equals':
      return `equals ${condition.value}`;
    case 'absent':
      return `no sample for ${inWords(condition.for)}`;
  }
}

function inWords(duration: Duration): string {
  if (duration % HOUR === 0) {
    return `${duration / HOUR} h`;
  }
  if (duration % MINUTE === 0) {
    return `${duration / MINUTE} min`;
  }
  return `${duration / SECOND} s`;
}
