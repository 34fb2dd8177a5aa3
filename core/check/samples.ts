import type { Sample } from '../sample/sample.ts';
import { DAY, type Instant, SECOND } from '../time/instant.ts';
import type { Check, Probed } from './check.ts';

/**
 * The metrics of probes. The first three are named as Prometheus' blackbox exporter names them, and
 * its rules and dashboards know them.
 */
export const PROBE_METRICS = {
  success: 'probe_success',
  duration: 'probe_duration_seconds',
  status: 'probe_http_status_code',
  certificate: 'probe_certificate_days_left',
} as const;

/** Returns the samples of a probe: the check is the subject, and the place a label. */
export function samplesOf(
  { name }: Pick<Check, 'name'>,
  { failure, took, status, certificateEnds }: Probed,
  { place, at }: { readonly place: string; readonly at: Instant },
): readonly Sample[] {
  const base = { subject: name, at, labels: { place } };
  const value = failure === undefined ? 1 : 0;
  const { success, duration, status: code, certificate } = PROBE_METRICS;
  return [
    { ...base, metric: success, value },
    // How long it took to fail says nothing of how long it takes.
    ...(failure === undefined
      ? [{ ...base, metric: duration, value: took / SECOND, unit: 's' }]
      : []),
    ...(status === undefined ? [] : [{ ...base, metric: code, value: status }]),
    ...(certificateEnds === undefined
      ? []
      : [{ ...base, metric: certificate, value: (certificateEnds - at) / DAY, unit: 'd' }]),
  ];
}
