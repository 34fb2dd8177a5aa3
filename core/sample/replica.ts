import { own } from '../collections/own.ts';
import type { Labels, Sample } from './sample.ts';

/**
 * The default replica labels of highly available pairs: those of Thanos' documentation, of the
 * Prometheus operator, and of Cortex and Mimir.
 */
export const REPLICA_LABELS: readonly string[] = ['replica', 'prometheus_replica', '__replica__'];

/** A measurement or alert, and the member of a pair that sent it. */
export interface Replicated {
  /** The labels without replica labels: the given object itself if it has none of them. */
  readonly labels: Labels;
  /** One text for one member; absent if no such label was given. */
  readonly replica?: string;
}

/** Removes replica labels: what two servers say of one thing is one series, and one alert. */
export function withoutReplica(labels: Labels, replicaLabels: readonly string[]): Replicated {
  if (!namesReplica(labels, replicaLabels)) {
    return { labels };
  }
  const found = replicaLabels.filter((name) => own(labels, name) !== undefined);
  // Entries are used, because a label may be called `__proto__`.
  const rest = Object.entries(labels).filter(([name]) => !found.includes(name));
  const replica = found.map((name) => own(labels, name)).join(' ');
  return { labels: Object.fromEntries(rest), replica };
}

/**
 * Returns the sample as sent by that replica: the sample itself if none was named, as for nearly
 * all.
 */
export function ofReplica(sample: Sample, replica: string | undefined): Sample {
  return replica === undefined ? sample : { ...sample, replica };
}

/** Whether one of the labels is a replica label. Nearly all have none, and this is called most. */
export function namesReplica(labels: Labels, replicaLabels: readonly string[]): boolean {
  for (const name of replicaLabels) {
    if (Object.hasOwn(labels, name)) {
      return true;
    }
  }
  return false;
}
