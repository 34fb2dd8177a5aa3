import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { type Severity, worstSeverity } from '../alert/severity.ts';
import { commonLabels } from '../sample/common-labels.ts';
import type { Labels } from '../sample/sample.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import type { Instant } from '../time/instant.ts';
import { isSeries } from './entry.ts';
import { firingAlert, kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/** The state of a subject over all its series. */
export interface SubjectSummary {
  readonly subject: string;
  readonly state: 'firing' | 'pending' | 'healthy';
  /** The number of firing alerts. */
  readonly alerts: number;
  /** The worst of the firing alerts. */
  readonly severity?: Severity;
  /** The services whose rules store something of it, by name. */
  readonly services: readonly string[];
  /** The labels that all of its stored series have alike. */
  readonly labels: Labels;
  /** The number of limits that it has in place of those of the config, if it has any. */
  readonly ownLimits?: number;
  /** The newest sample of which something is stored: what changes nothing is not written. */
  readonly notedAt?: Instant;
}

/** Undefined for items that are stored beside the subjects and are none: heartbeats, the canary. */
export function summarize(
  state: Pick<SubjectState, 'subject' | 'series'> & {
    readonly limits?: SubjectState['limits'] | undefined;
  },
  rules: RuleSet,
): SubjectSummary | undefined {
  const { subject, limits = {} } = state;
  const ownLimits = Object.keys(limits).length;
  if (subject.startsWith(OWN_ITEMS) || subject.startsWith(RESERVED_PREFIX)) {
    return undefined;
  }
  const entries = Object.values(state.series).map((entry) => ({ entry, kind: kindOf(entry) }));
  const phases = entries.map(({ entry, kind }) => kind.phase(entry));
  const alerts = phases.filter((phase) => phase === 'firing').length;
  const firing = entries.flatMap(({ entry }) => firingAlert(entry) ?? []);
  const services = entries.flatMap(({ entry, kind }) => {
    const rule = rules.byName.get(kind.about(entry).rule);
    return rule?.service ?? entry.alert?.service ?? [];
  });
  const notedAt = Math.max(0, ...entries.map(({ entry, kind }) => kind.newestSample(entry)));
  return {
    subject,
    state: alerts > 0 ? 'firing' : phases.includes('pending') ? 'pending' : 'healthy',
    alerts,
    ...(firing.length > 0 && { severity: worstSeverity(firing.map(({ severity }) => severity)) }),
    services: [...new Set(services)].sort((a, b) => (a < b ? -1 : 1)),
    labels: seriesLabels(state),
    ...(ownLimits > 0 && { ownLimits }),
    ...(notedAt > 0 && { notedAt }),
  };
}

/** Returns the labels that all stored series of a subject have alike. */
function seriesLabels({ series }: Pick<SubjectState, 'series'>): Labels {
  const entries = Object.values(series).filter(
    (entry) => isSeries(entry) || entry.kind === 'score',
  );
  return commonLabels(entries.map(({ labels }) => labels));
}
