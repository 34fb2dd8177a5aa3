import { type Rejection, SAMPLE_LIMITS } from '#core/sample/admit.ts';
import { REPLICA_LABELS } from '#core/sample/replica.ts';
import type { Labels } from '#core/sample/sample.ts';
import { textOf } from './any-value.ts';
import type { KeyValue } from './export-request.ts';

/** How attributes become a subject and labels. */
export interface AttributeOptions {
  /**
   * The subject is the value of the first of these that a data point, or else its resource, has.
   */
  readonly subjectAttributes: readonly string[];
  /** Which attributes of a resource become labels of its data points. */
  readonly promotedAttributes: readonly string[];
  /** The subject where there is none of them. */
  readonly otherwise: string;
  /** Attributes that tell replicas of a sender apart, and no series. */
  readonly replicaLabels?: readonly string[];
}

/** What all samples of a data point have in common. */
export interface Series {
  readonly subject: string;
  readonly labels: Labels;
  /** See `Sample`. */
  readonly replica?: string;
}

/** Makes the series of the data points of one resource. */
export function seriesOfResource(
  resource: readonly KeyValue[],
  options: AttributeOptions,
): (attributes: readonly KeyValue[]) => Series | Rejection {
  const { subjectAttributes, otherwise, replicaLabels = REPLICA_LABELS } = options;
  const promotedAttributes = options.promotedAttributes.filter(
    (name) => !replicaLabels.includes(name),
  );
  const known = new Map<string, string>();
  for (const name of [...subjectAttributes, ...promotedAttributes]) {
    const text = textOf(resource.findLast(({ key }) => key === name)?.value);
    if (text !== '') known.set(name, text);
  }
  const promoted = promotedAttributes.filter((name) => known.has(name));
  const named = replicaLabels
    .map((name) => textOf(resource.findLast(({ key }) => key === name)?.value))
    .find((text) => text !== '');
  return (attributes) => {
    const { length } = attributes;
    if (length > SAMPLE_LIMITS.labels)
      return {
        reason: 'too_large',
        detail: `it has ${length} attributes; at most ${SAMPLE_LIMITS.labels} are taken`,
      };
    const has = (name: string) => attributes.some((one) => one.key === name && textOf(one.value));
    const naming = subjectAttributes.find((name) => known.has(name) || has(name)) ?? '';
    let subject = known.get(naming) ?? otherwise;
    const labels: Record<string, string> = {};
    let replica = named;
    for (const name of promoted) if (name !== naming) labels[name] = known.get(name) ?? '';
    for (const { key = '', value } of attributes) {
      const text = textOf(value);
      // An empty value is as none, as in Prometheus.
      if (text === '') continue;
      if (replicaLabels.includes(key)) replica = text;
      else if (key === naming) subject = text;
      else if (key === '__proto__') setProto(labels, text);
      else labels[key] = text;
    }
    return { subject, labels, ...(replica !== undefined && { replica }) };
  };
}

/** An assignment would set the prototype, and the label would be lost. */
function setProto(labels: Record<string, string>, value: string): void {
  Object.defineProperty(labels, '__proto__', { value, enumerable: true, configurable: true });
}
