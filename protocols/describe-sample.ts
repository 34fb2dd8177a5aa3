import type { Sample } from '#core/sample/sample.ts';
import { formatValue } from '#http/format-value.ts';

/** Describes a sample to the person who runs its sender; long parts are cut. */
export function describeSample({ subject, metric, labels }: Sample): string {
  return `${metric.slice(0, 80)} of ${formatValue(subject)} ${formatValue(labels)}`;
}
