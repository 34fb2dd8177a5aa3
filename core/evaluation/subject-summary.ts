import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import type { Instant } from '../time/instant.ts';
import { kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/** The state of a subject over all its series. */
export interface SubjectSummary {
  readonly subject: string;
  readonly state: 'firing' | 'pending' | 'healthy';
  /** The number of firing alerts. */
  readonly alerts: number;
  /** The services whose rules store something of it, by name. */
  readonly services: readonly string[];
  /** The newest sample of which something is stored: what changes nothing is not written. */
  readonly notedAt?: Instant;
}

/** Undefined for items that are stored beside the subjects and are none: heartbeats, the canary. */
export function summarize(state: SubjectState, rules: RuleSet): SubjectSummary | undefined {
  const { subject } = state;
  if (subject.startsWith(OWN_ITEMS) || subject.startsWith(RESERVED_PREFIX)) {
    return undefined;
  }
  const entries = Object.values(state.series).map((entry) => ({ entry, kind: kindOf(entry) }));
  const phases = entries.map(({ entry, kind }) => kind.phase(entry));
  const alerts = phases.filter((phase) => phase === 'firing').length;
  const services = entries.flatMap(({ entry, kind }) => {
    const rule = rules.byName.get(kind.about(entry).rule);
    return rule?.service ?? entry.alert?.service ?? [];
  });
  const notedAt = Math.max(0, ...entries.map(({ entry, kind }) => kind.newestSample(entry)));
  return {
    subject,
    state: alerts > 0 ? 'firing' : phases.includes('pending') ? 'pending' : 'healthy',
    alerts,
    services: [...new Set(services)].sort((a, b) => (a < b ? -1 : 1)),
    ...(notedAt > 0 && { notedAt }),
  };
}
