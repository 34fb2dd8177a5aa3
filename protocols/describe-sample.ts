import type { Sample } from '#core/sample/sample.ts';
import { formatValue } from '#http/format-value.ts';

/** Which sample is meant, for the person who runs its sender; what is long is cut. */
export function describeSample(sample: Sample | undefined): string {
  if (sample === undefined) {
    return 'a sample';
  }
  const { subject, metric, labels } = sample;
  return `${metric.slice(0, 80)} of ${formatValue(subject)} ${formatValue(labels)}`;
}
