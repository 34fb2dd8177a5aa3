import { SEVERITIES, type Severity } from '../alert/severity.ts';
import type { EscalationPolicy, Target } from '../escalation/policy.ts';
import type { Override } from '../oncall/schedule.ts';
import { DAY, type Duration, type Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect } from '../time/interval.ts';
import type { Config, Service } from './config.ts';
import { type Lapse, type Lapses, lapsesWithin } from './lapses.ts';
import { pagingSpans } from './support-hours.ts';

/**
 * A time at which an alert of a service would page nobody, by any step of its policy or the
 * fallback; or fewer people than one of the steps wants answers of, so that its incidents could not
 * be acknowledged.
 */
export interface Gap extends Interval {
  readonly service: string;
  /** The severities with the same gap, worst first. */
  readonly severities: readonly Severity[];
  readonly policy: string;
  /** How many must answer, where it reaches somebody, but fewer; absent: it reaches nobody. */
  readonly wanted?: number;
  /** The reasons in words, naming the schedules and people. */
  readonly reason: string;
}

/**
 * A step that at some time reaches nobody, or fewer people than it wants answers of. It is skipped
 * at once then, or followed by the next as soon as they have answered: this is a warning, no gap.
 */
export interface WeakSpot {
  readonly policy: string;
  /** `step 2`, or `the fallback`. */
  readonly step: string;
  readonly severities: readonly Severity[];
  /** How many must answer, where it reaches somebody, but fewer; absent: it reaches nobody. */
  readonly wanted?: number;
  /** The total time during which that is so. */
  readonly total: Duration;
  /** How many times it is, and the first few of them. */
  readonly count: number;
  readonly first: readonly Interval[];
  readonly reason: string;
}

const YEAR: Duration = 366 * DAY;
const TIMES_SHOWN = 3;
const REASONS_SHOWN = 3;

/**
 * Proves that every service reaches somebody, and as many as must answer, at every moment from
 * `from` to `to`, for each severity that has a policy. The gaps are exactly the moments, to the
 * millisecond, at which it does not.
 * What can wait for the hours of its service needs nobody outside them.
 * Overrides are temporary: they count only where they are given.
 */
export function proveReachability(
  config: Config,
  from: Instant,
  to: Instant = from + YEAR,
  overrides: readonly Override[] = [],
): readonly Gap[] {
  const window = { from, to };
  const within = lapsesWithin(config, window, overrides);
  return Object.values(config.services).flatMap((service) =>
    mergeSeverities(
      SEVERITIES.flatMap((severity) => {
        const paging = pagingSpans(service.hours, severity, window);
        return during(paging, serviceGaps(config, service, severity, within));
      }),
    ).sort((a, b) => a.from - b.from),
  );
}

/**
 * Returns the steps of policies in use that at some time reach nobody, or fewer people than must
 * answer, for the severities that use them.
 */
export function weakSpots(
  config: Config,
  from: Instant,
  to: Instant = from + YEAR,
): readonly WeakSpot[] {
  const window = { from, to };
  const { lapsesOf, shortagesOf } = lapsesWithin(config, window);
  return Object.values(config.policies).flatMap((policy) => {
    const spots = severitiesOf(policy.id, config).flatMap((severity) => {
      const used = usedSpans({ policy: policy.id, severity }, config, window);
      return partsOf(policy, severity).flatMap(({ step, targets, answers: wanted }) => {
        const where = { policy: policy.id, step, severities: [severity] };
        const short = wanted === 1 ? [] : shortagesOf(targets, severity, wanted);
        return [
          ...spotOf(where, during(used, lapsesOf(targets, severity))),
          ...spotOf({ ...where, wanted }, during(used, short)),
        ];
      });
    });
    return inOrderOfSteps(policy, mergeSeverities(spots));
  });
}

function inOrderOfSteps({ steps }: EscalationPolicy, spots: readonly WeakSpot[]): WeakSpot[] {
  const names = [...steps.map((_, index) => `step ${index + 1}`), 'the fallback'];
  return names.flatMap((name) => spots.filter(({ step }) => step === name));
}

function serviceGaps(
  config: Config,
  service: Service,
  severity: Severity,
  { lapsesOf, shortagesOf }: Lapses,
): Gap[] {
  const id = service.policies[severity];
  if (id === null) {
    return [];
  }
  const policy = config.policies[id];
  const parts = policy === undefined ? [] : partsOf(policy, severity);
  const targets = parts.flatMap((part) => part.targets);
  const wanted = Math.max(1, ...parts.map(({ answers }) => answers));
  const gapsOf = (lapses: readonly Lapse[], more: Pick<Gap, 'wanted'>) =>
    lapses.map(({ from, to, reasons }): Gap => {
      const where = { service: service.id, severities: [severity], policy: id };
      return { ...where, ...more, from, to, reason: inWords(reasons) };
    });
  return [
    ...gapsOf(lapsesOf(targets, severity), {}),
    ...(wanted === 1 ? [] : gapsOf(shortagesOf(targets, severity, wanted), { wanted })),
  ];
}

function spotOf(
  where: Pick<WeakSpot, 'policy' | 'step' | 'severities' | 'wanted'>,
  lapses: readonly Lapse[],
): WeakSpot[] {
  if (lapses.length === 0) {
    return [];
  }
  return [
    {
      ...where,
      total: lapses.reduce((sum, { from, to }) => sum + (to - from), 0),
      count: lapses.length,
      first: lapses.slice(0, TIMES_SHOWN).map(({ from, to }) => ({ from, to })),
      reason: inWords([...new Set(lapses.flatMap(({ reasons }) => reasons))]),
    },
  ];
}

/** Returns the steps of a policy that are for a severity, and its fallback. */
function partsOf(
  policy: EscalationPolicy,
  severity: Severity,
): { step: string; targets: readonly Target[]; answers: number }[] {
  const steps = policy.steps.flatMap(({ targets, answers = 1, severities = [severity] }, index) =>
    severities.includes(severity) ? [{ step: `step ${index + 1}`, targets, answers }] : [],
  );
  const fallback = { step: 'the fallback', targets: policy.fallback, answers: 1 };
  return policy.fallback.length > 0 ? [...steps, fallback] : steps;
}

function severitiesOf(policy: string, config: Config): readonly Severity[] {
  const services = Object.values(config.services);
  return SEVERITIES.filter((severity) => services.some((s) => s.policies[severity] === policy));
}

/** Returns when any service pages about a severity by a policy. */
function usedSpans(
  { policy, severity }: { readonly policy: string; readonly severity: Severity },
  { services }: Config,
  window: Interval,
): readonly Interval[] {
  const spans = Object.values(services)
    .filter(({ policies }) => policies[severity] === policy)
    .flatMap(({ hours }) => pagingSpans(hours, severity, window));
  return coalesce(
    spans.sort((a, b) => a.from - b.from),
    (a, b) => ({ from: a.from, to: Math.max(a.to, b.to) }),
  );
}

/** Returns the parts of some lapses that lie in these spans. */
function during<T extends Interval>(spans: readonly Interval[], lapses: readonly T[]): T[] {
  return intersect(lapses, spans, (lapse, _, common) => ({ ...lapse, ...common }));
}

/** Merges findings that differ only in severity. */
function mergeSeverities<T extends { readonly severities: readonly Severity[] }>(
  findings: readonly T[],
): T[] {
  const merged = new Map<string, T>();
  for (const finding of findings) {
    const key = JSON.stringify({ ...finding, severities: [] });
    const severities = [...(merged.get(key)?.severities ?? []), ...finding.severities];
    merged.set(key, { ...finding, severities });
  }
  return [...merged.values()];
}

/** Returns whom a service or a step reaches in a gap, after the word "reaches". */
export function reachedInWords({ wanted }: Pick<Gap, 'wanted'>): string {
  return wanted === undefined ? 'nobody' : `fewer people than the ${wanted} who must answer`;
}

function inWords(reasons: readonly string[]): string {
  if (reasons.length === 0) {
    return 'nobody is named to be paged';
  }
  const more = reasons.length - REASONS_SHOWN;
  return reasons.slice(0, REASONS_SHOWN).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
