import type { IncidentAlert, Subject } from '#api/client/index.ts';
import { alertLimit } from '../incident/limit.ts';

/** The series behind an alert, and what of its time is worth a look. */
export interface AlertSeries {
  readonly subject: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The alerts on it: those of several rules may share one. */
  readonly alerts: readonly IncidentAlert[];
}

/** Whether the rule of an alert reads several series, by the limit that it tells. */
export function readsSeveral({ limit }: IncidentAlert): boolean {
  const known = alertLimit(limit);
  const kind = known?.limit.kind;
  return known?.across !== undefined || kind === 'all' || kind === 'any';
}

/**
 * Returns the series of an incident's alerts, those that fire first; external alerts and those of
 * silence have no values. An alert on several series has those that its subject tells.
 */
export function seriesOf(
  alerts: readonly IncidentAlert[],
  subjects: readonly Subject[],
): readonly AlertSeries[] {
  const read = alerts
    .toSorted((a, b) => Number(b.status === 'firing') - Number(a.status === 'firing'))
    .flatMap((alert) => {
      const { subject, metric, unit, labels, value } = alert;
      if (readsSeveral(alert)) {
        return partsOf(alert, subjects).map((part) => ({ ...part, subject, alert }));
      }
      const own = { subject, metric, ...(unit !== undefined && { unit }), labels, alert };
      return metric === '' || value === undefined ? [] : [own];
    });
  return [...Map.groupBy(read, seriesName).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { alert: _, ...series } = first;
    return [{ ...series, alerts: group.map(({ alert }) => alert) }];
  });
}

/** Returns the series that an alert on several reads, as far as its subject tells. */
export function partsOf({ subject, rule }: IncidentAlert, subjects: readonly Subject[]) {
  const known = subjects.find((one) => one.subject === subject);
  return known?.series.find((one) => one.rule === rule)?.parts ?? [];
}

/** A text that is the same for the same series. */
export function seriesName({
  subject,
  metric,
  unit = '',
  labels,
}: Pick<AlertSeries, 'subject' | 'metric' | 'unit' | 'labels'>): string {
  return JSON.stringify([subject, metric, unit, Object.entries(labels).sort()]);
}
