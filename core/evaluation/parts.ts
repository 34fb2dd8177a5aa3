import { isAcross } from '../rule/threshold.ts';
import { labelsOfKey } from '../sample/labels-key.ts';
import type { Labels } from '../sample/sample.ts';
import type { Entry } from './entry.ts';
import type { RuleSet } from './rule-set.ts';
import { latestKey } from './threshold/latest.ts';

/** A series that a rule on several reads. */
export interface Part {
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Labels;
}

const NONE: readonly Part[] = [];

/** Returns the series that an entry of a rule on several is made of; none for any other. */
export function partsOf(entry: Entry, { byName }: Pick<RuleSet, 'byName'>): readonly Part[] {
  if (entry.kind !== 'threshold' || entry.latest === undefined) {
    return NONE;
  }
  const rule = byName.get(entry.rule);
  const terms = rule?.kind === 'threshold' && isAcross(rule) ? rule.across.terms : [];
  const metrics = new Map(terms.map((term) => [latestKey(term), term.metric]));
  return entry.latest.flatMap(({ of, series, unit }) => {
    const metric = metrics.get(of);
    return metric === undefined
      ? []
      : [{ metric, ...(unit !== undefined && { unit }), labels: labelsOfKey(series) }];
  });
}
