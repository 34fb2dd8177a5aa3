import { own } from '../collections/own.ts';

/** The four severities of PagerDuty's events, worst first. */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/**
 * The priorities of alarm conditions of IEC 60601-1-8 to which severities correspond where a team
 * decides nothing else; `information` is none there, but an information signal.
 */
export const PRIORITIES = {
  critical: 'high',
  error: 'medium',
  warning: 'low',
  info: 'information',
} as const satisfies Record<Severity, string>;

/** Compares severities, worst first: negative if `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** Returns the worst of some severities; `info` if there is none. */
export function worstSeverity(severities: Iterable<Severity>): Severity {
  let worst: Severity = 'info';
  for (const severity of severities) {
    if (compareSeverity(severity, worst) < 0) {
      worst = severity;
    }
  }
  return worst;
}

/**
 * Senders' words for severities, in small letters. Prometheus prescribes none; these are customary.
 */
const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  page: 'critical',
  emergency: 'critical',
  fatal: 'critical',
  error: 'error',
  high: 'error',
  major: 'error',
  warning: 'warning',
  warn: 'warning',
  medium: 'warning',
  minor: 'warning',
  info: 'info',
  information: 'info',
  informational: 'info',
  low: 'info',
  none: 'info',
};

/** All words of senders for severities, in small letters. */
export const SEVERITY_WORDS: readonly string[] = Object.keys(WORDS);

/** Returns the severity of a sender's word; `error` if there is none, or an unknown one. */
export function severityFrom(word: string | undefined): Severity {
  return (word !== undefined && own(WORDS, word.toLowerCase())) || 'error';
}
