import { own } from '../collections/own.ts';
import type { Labels, Sample } from './sample.ts';

/**
 * The labels by which the members of a highly available pair tell themselves apart: those of
 * Thanos' documents, of Prometheus' operator, and of Cortex and Mimir.
 */
export const REPLICA_LABELS: readonly string[] = ['replica', 'prometheus_replica', '__replica__'];

/** What is measured, or alerted about, and which member of a pair said so. */
export interface Replicated {
  /** The labels without those of replicas: the given object itself where it has none of them. */
  readonly labels: Labels;
  /** One text for one member; absent where no such label was given. */
  readonly replica?: string;
}

/**
 * Takes the labels of replicas out: what two servers say of one thing is one series, and one alert.
 */
export function withoutReplica(labels: Labels, replicaLabels: readonly string[]): Replicated {
  if (!namesReplica(labels, replicaLabels)) {
    return { labels };
  }
  const found = replicaLabels.filter((name) => own(labels, name) !== undefined);
  // Entries, because a label may be called `__proto__`.
  const rest = Object.entries(labels).filter(([name]) => !found.includes(name));
  const replica = found.map((name) => own(labels, name)).join(' ');
  return { labels: Object.fromEntries(rest), replica };
}

/** The sample as told by that replica: itself where none was named, as of nearly all. */
export function ofReplica(sample: Sample, replica: string | undefined): Sample {
  return replica === undefined ? sample : { ...sample, replica };
}

/** Whether one of the labels is that of a replica. Nearly all have none, and are asked most. */
export function namesReplica(labels: Labels, replicaLabels: readonly string[]): boolean {
  for (const name of replicaLabels) {
    if (Object.hasOwn(labels, name)) {
      return true;
    }
  }
  return false;
}
