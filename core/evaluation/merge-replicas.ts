import type { Alert } from '../alert/alert.ts';
import { labelsKey } from '../sample/labels-key.ts';
import { namesReplica, withoutReplica } from '../sample/replica.ts';
import type { Instant } from '../time/instant.ts';
import type { Draft } from './draft.ts';
import { isSeries, type SeriesEntry } from './entry.ts';
import { kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Merges series that differ only in replica labels, which an earlier version or config has stored
 * separately. The one in the worst state continues with its alert as it was sent: its incident
 * hears nothing, and nobody is paged again. The alerts of the others end.
 */
export function mergeReplicas(draft: Draft, { replicaLabels }: RuleSet): void {
  if (!draft.someStored((one) => isSeries(one) && namesReplica(one.labels, replicaLabels))) {
    return;
  }
  for (const [key, entry] of draft.entries()) {
    if (!isSeries(entry)) {
      continue;
    }
    const { labels, replica } = withoutReplica(entry.labels, replicaLabels);
    if (replica === undefined) {
      continue;
    }
    const merged = `${entry.rule}${labelsKey(labels)}`;
    const known = draft.get(merged);
    const beside = known !== undefined && isSeries(known) ? known : undefined;
    const [kept, other] = worseFirst({ ...entry, labels }, beside);
    if (other?.alert !== undefined && !isSameAlert(other.alert, kept.alert)) {
      draft.resolve(other.alert, 'rule_changed');
    }
    draft.drop(key);
    draft.put(merged, kept);
  }
}

/**
 * While a rollout runs two versions, the earlier one creates a series anew with each sample that it
 * gets: the alert of that series continues.
 */
function isSameAlert(one: Alert, other: Alert | undefined): boolean {
  return one.fingerprint === other?.fingerprint;
}

const RANKS = { firing: 0, pending: 1, healthy: 2 } as const;

/** Of two in an equally bad state the one that has been so for longer; the first if both have. */
function worseFirst(
  one: SeriesEntry,
  other: SeriesEntry | undefined,
): readonly [SeriesEntry, SeriesEntry?] {
  if (other === undefined) {
    return [one];
  }
  const order = rankOf(one) - rankOf(other) || changedAt(one) - changedAt(other);
  return order < 0 ? [one, other] : [other, one];
}

function rankOf(entry: SeriesEntry): number {
  return RANKS[kindOf(entry).phase(entry)];
}

/** When its phase changed; what is watched for absence does not tell. */
function changedAt(entry: SeriesEntry): Instant {
  return entry.kind === 'threshold' ? entry.changedAt : 0;
}
