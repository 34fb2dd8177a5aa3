import { own } from '../collections/own.ts';

/** How bad it is, worst first: the four severities of PagerDuty's events. */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Orders severities worst first: negative where `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** The worst of some severities; `info` where there is none. */
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
 * What senders of alerts write for a severity, in small letters. Prometheus prescribes no words;
 * these are the customary ones.
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

/** Every word that senders write for a severity, in small letters. */
export const SEVERITY_WORDS: readonly string[] = Object.keys(WORDS);

/**
 * The severity that a sender's word means; `error` where it says none, or one that nobody knows.
 */
export function severityFrom(word: string | undefined): Severity {
  return (word !== undefined && own(WORDS, word.toLowerCase())) || 'error';
}
