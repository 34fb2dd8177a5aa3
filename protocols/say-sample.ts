import type { Sample } from '#core/sample/sample.ts';
import { say } from '#http/say.ts';

/** Which sample is meant, for the person who runs its sender; what is long is cut. */
export function saySample(sample: Sample | undefined): string {
  if (sample === undefined) {
    return 'a sample';
  }
  const { subject, metric, labels } = sample;
  return `${metric.slice(0, 80)} of ${say(subject)} ${say(labels)}`;
}
