import type { Good, Objective } from '#core/objective/objective.ts';
import type { Document } from './schema/document.ts';
import { goalOf, pairsOf, windowOf } from './schema/objective.ts';

type Written = Document['slos'][number];

/** Compiles an objective; months and quarters are those of the document's zone. */
export function objective(written: Written, timeZone: string): Objective {
  const { name, title, service, metric, where: matchers, method } = written;
  const window = windowOf(written);
  return {
    ...{ name, title, service, metric, matchers, method },
    isPerSubject: written.subjects === 'alone',
    good: goodOf(written.good),
    sliceTarget: (written.slice_target ?? 100) / 100,
    goal: goalOf(written),
    window: window.kind === 'rolling' ? window : { ...window, timeZone },
    pairs: pairsOf(written).map(({ long }) => long),
    minBad: written.min_bad,
    blindAfter: written.blind_after,
    maintenance: written.maintenance,
    severity: written.severity,
    alerts: written.alerts,
  };
}

const KINDS = ['below', 'above', 'equals'] as const;

function goodOf(written: Written['good']): Good {
  const kind = KINDS.find((one) => written[one] !== undefined);
  if (kind === undefined) {
    throw new Error('An objective that says of no value that it is good passed its schema.');
  }
  return { kind, limit: written[kind] ?? 0 };
}
