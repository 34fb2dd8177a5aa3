import type { Rule } from '../rule/rule.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import type { Entry } from './entry.ts';
import { seriesKind } from './kinds.ts';
import { ruleMatches } from './rule-set.ts';

/** The samples of a request, among which two of one series and time may contradict each other. */
export interface Rivals {
  readonly ordered: readonly Sample[];
  /** Samples by series and time, indexed on first use. */
  byPlace?: ReadonlyMap<string, readonly Sample[]>;
}

const NONE: readonly Sample[] = [];

/**
 * Whether a value does not breach that another of the same series and time contradicts: two servers
 * may disagree, and the breach counts.
 */
export function isOutdone(
  rivals: Rivals,
  rule: Rule,
  entry: Entry | undefined,
  index: number,
): boolean {
  const breaches = seriesKind(rule).judge(rule, entry);
  const sample = rivals.ordered[index];
  if (
    breaches === undefined ||
    sample === undefined ||
    sample.revision !== undefined ||
    breaches(sample.value)
  ) {
    return false;
  }
  const beside = rivalsOf(rivals, index);
  return beside.some((rival) => ruleMatches(rule, rival) && breaches(rival.value));
}

/**
 * Returns all samples of the series and time of the one at that position; few callers ask, and few
 * series have any.
 */
function rivalsOf(rivals: Rivals, index: number): readonly Sample[] {
  const { ordered } = rivals;
  const sample = ordered[index];
  if (sample === undefined) {
    return NONE;
  }
  const isBeside = (other?: Sample) => other?.at === sample.at && other.metric === sample.metric;
  if (!isBeside(ordered[index - 1]) && !isBeside(ordered[index + 1])) {
    return NONE;
  }
  rivals.byPlace ??= Map.groupBy(
    ordered.filter(({ revision }) => revision === undefined),
    placeOf,
  );
  return rivals.byPlace.get(placeOf(sample)) ?? NONE;
}

function placeOf({ at, metric, labels }: Sample): string {
  return `${at} ${metric} ${labelsKey(labels)}`;
}
