import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import type { Instant } from '../time/instant.ts';
import type { RuleSet } from './rule-set.ts';
import type { SeriesState, SubjectState } from './subject.ts';

/** How a subject stands, over all its series. */
export interface SubjectSummary {
  readonly subject: string;
  readonly state: 'firing' | 'pending' | 'healthy';
  /** How many alerts fire. */
  readonly alerts: number;
  /** The services whose rules remember something of it, by name. */
  readonly services: readonly string[];
  /** The newest sample of which something is noted: what changes nothing is not written down. */
  readonly notedAt?: Instant;
}

/** Undefined for what is stored beside the subjects and is none: heartbeats, the canary. */
export function summarize(state: SubjectState, rules: RuleSet): SubjectSummary | undefined {
  const { subject } = state;
  if (subject.startsWith(OWN_ITEMS) || subject.startsWith(RESERVED_PREFIX)) {
    return undefined;
  }
  const series = Object.values(state.series);
  const firing = series.filter(({ phase }) => phase === 'firing');
  const isPending = series.some(({ phase }) => phase === 'pending');
  const services = series.flatMap(({ rule, alert }) => {
    const service = rules.byName.get(rule)?.service ?? alert?.service;
    return service === undefined ? [] : [service];
  });
  const notedAt = Math.max(0, ...series.map(newestOf));
  return {
    subject,
    state: firing.length > 0 ? 'firing' : isPending ? 'pending' : 'healthy',
    alerts: firing.length,
    services: [...new Set(services)].sort((a, b) => (a < b ? -1 : 1)),
    ...(notedAt > 0 && { notedAt }),
  };
}

/** The newest sample time that an entry tells; 0 where it tells none. */
function newestOf({ seenAt, changedAt, lastBreachAt, normal, window = [] }: SeriesState): Instant {
  const last = window.at(-1)?.at;
  return Math.max(seenAt ?? 0, changedAt, lastBreachAt ?? 0, normal?.at ?? 0, last ?? 0);
}
