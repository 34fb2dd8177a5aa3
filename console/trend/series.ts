import type { IncidentAlert } from '#api/client/index.ts';

/** The series behind an alert, and what of its time is worth a look. */
export interface AlertSeries {
  readonly subject: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The alerts on it: those of several rules may share one. */
  readonly alerts: readonly IncidentAlert[];
}

/**
 * Returns the series of an incident's alerts, those that fire first; external alerts and those of
 * silence have no values.
 */
export function seriesOf(alerts: readonly IncidentAlert[]): readonly AlertSeries[] {
  const measured = alerts
    .filter(({ metric, value }) => metric !== '' && value !== undefined)
    .toSorted((a, b) => Number(b.status === 'firing') - Number(a.status === 'firing'));
  return [...Map.groupBy(measured, seriesName).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { subject, metric, unit, labels } = first;
    return [{ subject, metric, ...(unit !== undefined && { unit }), labels, alerts: group }];
  });
}

/** A text that is the same for the same series. */
export function seriesName({
  subject,
  metric,
  unit = '',
  labels,
}: Pick<IncidentAlert, 'subject' | 'metric' | 'unit' | 'labels'>): string {
  return JSON.stringify([subject, metric, unit, Object.entries(labels).sort()]);
}
