import type { Sample } from '#core/sample/sample.ts';
import { formatValue } from '#http/format-value.ts';

/** Describes a sample to the person who runs its sender; long parts are cut. */
export function describeSample(sample: Sample | undefined): string {
  if (sample === undefined) {
    return 'a sample';
  }
  const { subject, metric, labels } = sample;
  return `${metric.slice(0, 80)} of ${formatValue(subject)} ${formatValue(labels)}`;
}
