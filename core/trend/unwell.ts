import { own } from '../collections/own.ts';
import { type Entry, isSeries } from '../evaluation/entry.ts';
import { kindOf, phaseOf } from '../evaluation/kinds.ts';
import { partsOf } from '../evaluation/parts.ts';
import type { RuleSet } from '../evaluation/rule-set.ts';
import type { SubjectState } from '../evaluation/subject.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Labels } from '../sample/sample.ts';

const NONE: ReadonlySet<string> = new Set();

/** Returns the name of a series among those of its subject, whatever its unit. */
export function seriesName(metric: string, labels: Labels): string {
  return `${metric}\n${labelsKey(labels)}`;
}

/**
 * Returns the names of a subject's series that are pending or firing, were so before a request, or
 * were so between two of its samples: every sample of them is kept. Of a rule on several series
 * those are all that it reads.
 */
export function unwellSeries(
  before: SubjectState | undefined,
  after: SubjectState | undefined,
  rules: Pick<RuleSet, 'byName'>,
): ReadonlySet<string> {
  let names: Set<string> | undefined;
  const look = (
    state: SubjectState | undefined,
    isUnwell: (key: string, entry: Entry) => boolean,
  ) => {
    for (const key in state?.series) {
      const entry = state.series[key];
      if (entry !== undefined && isSeries(entry) && isUnwell(key, entry)) {
        names ??= new Set();
        const parts = partsOf(entry, rules);
        for (const { metric, labels } of parts.length > 0 ? parts : [kindOf(entry).about(entry)]) {
          names.add(seriesName(metric, labels));
        }
      }
    }
  };
  look(before, (_, entry) => phaseOf(entry) !== 'healthy');
  if (after !== before) {
    look(after, (key, entry) => phaseOf(entry) !== 'healthy' || hasChanged(before, key, entry));
  }
  return names ?? NONE;
}

/** Whether its phase has changed, even if it is healthy again. */
function hasChanged(before: SubjectState | undefined, key: string, entry: Entry): boolean {
  const known = before && own(before.series, key);
  return phaseChangedAt(entry) !== phaseChangedAt(known);
}

function phaseChangedAt(entry: Entry | undefined): number {
  return entry?.kind === 'threshold' ? entry.changedAt : 0;
}
