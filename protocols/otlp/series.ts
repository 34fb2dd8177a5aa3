import { REPLICA_LABELS, type Replicated, withoutReplica } from '#core/sample/replica.ts';
import { type Rejection, SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { textOf } from './any-value.ts';
import type { KeyValue } from './export-request.ts';

/** How attributes become a subject and labels. */
export interface AttributeOptions {
  /**
   * The subject is the value of the first of these attributes that a data point, or else its
   * resource, has.
   */
  readonly subjectAttributes: readonly string[];
  /** The attributes of a resource that become labels of its data points. */
  readonly promotedAttributes: readonly string[];
  /** The subject if there is none of them. */
  readonly otherwise: string;
  /** Attributes that distinguish replicas of a sender, but not series. */
  readonly replicaLabels?: readonly string[];
}

/** What all samples of a data point have in common. */
export interface Series extends Replicated {
  readonly subject: string;
}

/** Makes the series of the data points of one resource. */
export function seriesOfResource(
  resource: readonly KeyValue[],
  options: AttributeOptions,
): (attributes: readonly KeyValue[]) => Series | Rejection {
  const { subjectAttributes, otherwise, replicaLabels = REPLICA_LABELS } = options;
  // The resource may name a replica too; all replica attributes are removed from the labels below.
  const promotedAttributes = [...options.promotedAttributes, ...replicaLabels];
  const known = new Map<string, string>();
  for (const name of [...subjectAttributes, ...promotedAttributes]) {
    const text = textOf(resource.findLast(({ key }) => key === name)?.value);
    if (text !== '') {
      known.set(name, text);
    }
  }
  const promoted = promotedAttributes.filter((name) => known.has(name));
  return (attributes) => {
    const { length } = attributes;
    if (length > SAMPLE_LIMITS.labels) {
      return {
        reason: 'too_large',
        detail: `it has ${length} attributes; at most ${SAMPLE_LIMITS.labels} are taken`,
      };
    }
    const has = (name: string) => attributes.some((one) => one.key === name && textOf(one.value));
    const naming = subjectAttributes.find((name) => known.has(name) || has(name)) ?? '';
    let subject = known.get(naming) ?? otherwise;
    const labels: Record<string, string> = {};
    for (const name of promoted) {
      if (name !== naming) {
        labels[name] = known.get(name) ?? '';
      }
    }
    for (const { key = '', value } of attributes) {
      const text = textOf(value);
      // As in Prometheus, an empty value means no label.
      if (text === '') {
        continue;
      }
      if (key === naming) {
        subject = text;
      } else if (key === '__proto__') {
        setProto(labels, text);
      } else {
        labels[key] = text;
      }
    }
    return { subject, ...withoutReplica(labels, replicaLabels) };
  };
}

/** An assignment would set the prototype, and the label would be lost. */
function setProto(labels: Record<string, string>, value: string): void {
  Object.defineProperty(labels, '__proto__', { value, enumerable: true, configurable: true });
}
