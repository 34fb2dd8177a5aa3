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
  for (const severity of severities) if (compareSeverity(severity, worst) < 0) worst = severity;
  return worst;
}
