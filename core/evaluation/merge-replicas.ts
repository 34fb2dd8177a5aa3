import type { Alert } from '../alert/alert.ts';
import { labelsKey } from '../sample/labels-key.ts';
import { namesReplica, withoutReplica } from '../sample/replica.ts';
import type { Draft } from './draft.ts';
import type { RuleSet } from './rule-set.ts';
import type { SeriesState } from './subject.ts';

/**
 * Makes one series of those that differ in the labels of replicas alone, as a version or a config
 * of before has stored them. The one that is worst off goes on, with its alert as it was told: its
 * incident hears nothing, and nobody is paged again. The alert of another ends.
 */
export function mergeReplicas(draft: Draft, { replicaLabels }: RuleSet): void {
  if (!draft.someStored(({ labels }) => namesReplica(labels, replicaLabels))) {
    return;
  }
  for (const [key, entry] of draft.entries()) {
    const { labels, replica } = withoutReplica(entry.labels, replicaLabels);
    if (replica === undefined || !isSeries(entry)) {
      continue;
    }
    const merged = `${entry.rule}${labelsKey(labels)}`;
    const [kept, other] = worseFirst({ ...entry, labels }, draft.get(merged));
    if (other?.alert !== undefined && !isSameAlert(other.alert, kept.alert)) {
      draft.resolve(other.alert, 'rule_changed');
    }
    draft.drop(key);
    draft.put(merged, kept);
  }
}

/**
 * While a rollout runs two versions, the one before makes a series anew with each sample that it
 * gets: its alert is the one that goes on.
 */
function isSameAlert(one: Alert, other: Alert | undefined): boolean {
  return one.fingerprint === other?.fingerprint;
}

function isSeries({ sent, beat, crowdedAt, noted }: SeriesState): boolean {
  return [sent, beat, crowdedAt, noted].every((other) => other === undefined);
}

const RANKS = { firing: 0, pending: 1, healthy: 2 } as const;

/** Of two that are equally bad the one that has been so for longer; the first where both have. */
function worseFirst(
  one: SeriesState,
  other: SeriesState | undefined,
): readonly [SeriesState, SeriesState?] {
  if (other === undefined) {
    return [one];
  }
  const order = RANKS[one.phase] - RANKS[other.phase] || one.changedAt - other.changedAt;
  return order < 0 ? [one, other] : [other, one];
}
