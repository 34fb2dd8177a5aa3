import type { MissingMetric } from '#core/evaluation/metrics-last-seen.ts';
import type { CheckFinding } from '#core/health/check-report.ts';
import { unsentMetricText } from '#core/messages/unsent-metric-text.ts';
import type { Runtime } from './runtime.ts';

/** What the daily audit found: contacts without numbers and addresses, and metrics. */
interface DailyFindings {
  readonly contacts: readonly object[];
  readonly unsent: readonly MissingMetric[];
}

/**
 * Logs each finding of the daily audit. Returns those that its report may hold: who cannot be
 * reached is for administrators.
 */
export function loggedDaily(
  { config: { timeZone }, log }: Pick<Runtime, 'config' | 'log'>,
  { contacts, unsent }: DailyFindings,
): readonly CheckFinding[] {
  for (const finding of contacts) {
    log({ level: 'error', message: 'a contact needs somebody', ...finding });
  }
  return unsent.map((finding) => {
    const { metric, rules } = finding;
    const text = unsentMetricText(finding, timeZone);
    log({ level: 'error', message: 'a metric of the rules is not sent', metric, rules, text });
    return { kind: 'unsent_metric', text };
  });
}
