import type { Severity } from '../alert/severity.ts';
import { emptyInWords } from '../escalation/in-words.ts';
import type { Target } from '../escalation/policy.ts';
import { whyUnreachable } from '../escalation/reach.ts';
import { overrideSkipReason } from '../escalation/resolve-on-call.ts';
import { coverage, type Span } from '../oncall/coverage.ts';
import type { Override } from '../oncall/schedule.ts';
import { personName } from '../responder/person-name.ts';
import { readerOf } from '../responder/reader.ts';
import { coalesce, type Interval, intersect } from '../time/interval.ts';
import type { Config } from './config.ts';

/**
 * A time at which some targets together reach nobody, and why: one reason for each target, or for
 * each that changed meanwhile.
 */
export interface Lapse extends Interval {
  readonly reasons: readonly string[];
}

/** What finds times within a window. */
export interface Lapses {
  /**
   * Returns every lapse of some targets for a severity; no targets lapse always, without a reason.
   */
  lapsesOf(targets: readonly Target[], severity: Severity): readonly Lapse[];
  /**
   * Returns when some targets together reach somebody about a severity, but fewer people than must
   * answer.
   */
  shortagesOf(targets: readonly Target[], severity: Severity, wanted: number): readonly Lapse[];
}

/**
 * Finds lapses and shortages within a window, without overrides unless some are given. Each
 * schedule is expanded once.
 */
export function lapsesWithin(
  config: Config,
  window: Interval,
  overrides: readonly Override[] = [],
): Lapses {
  const expanded = new Map<string, readonly Span[] | undefined>();
  const spansOf = (schedule: string) => {
    if (!expanded.has(schedule)) {
      expanded.set(schedule, expand(config, schedule, window, overrides));
    }
    return expanded.get(schedule);
  };
  const lapsesOf: Lapses['lapsesOf'] = (targets, severity) => {
    const lapses = targets
      .map((target): readonly Lapse[] =>
        target.kind === 'person'
          ? personLapses(config, target.id, severity, window)
          : scheduleLapses(config, { id: target.id, spans: spansOf(target.id) }, severity, window),
      )
      .reduce((a, b) => intersect(a, b, bothLapse), [{ ...window, reasons: [] }]);
    return coalesce(lapses, (a, b) => bothLapse(a, b, { from: a.from, to: b.to }));
  };
  const shortagesOf: Lapses['shortagesOf'] = (targets, severity, wanted) => {
    const canBePaged = (person: string) => whyUnreachable(config, person, severity) === undefined;
    const short = targets
      .map(({ kind, id }): readonly Span[] =>
        kind === 'person' ? [{ ...window, people: [id] }] : (spansOf(id) ?? []),
      )
      .reduce<readonly Span[]>(bothCrews, [{ ...window, people: [] }])
      .map(({ people, ...span }) => ({ ...span, people: people.filter(canBePaged) }))
      .filter(({ people }) => people.length > 0 && people.length < wanted)
      .map(({ from, to, people }): Lapse => ({ from, to, reasons: [onlyThese(config, people)] }));
    return coalesce(short, (a, b) => bothLapse(a, b, { from: a.from, to: b.to }));
  };
  return { lapsesOf, shortagesOf };
}

/** Spans of a schedule that is not in the config are none: those of the others stay as they are. */
function bothCrews(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return others.length === 0
    ? some
    : intersect(some, others, (a, b, common) => ({
        ...common,
        people: [...new Set([...a.people, ...b.people])],
      }));
}

function onlyThese(config: Config, ids: readonly string[]): string {
  return `only ${ids.map((id) => personName(config, id)).join(' and ')} can be paged`;
}

function expand(
  config: Config,
  id: string,
  { from, to }: Interval,
  overrides: readonly Override[],
): readonly Span[] | undefined {
  const schedule = config.schedules[id];
  const standing = overrides.filter((one) => overrideSkipReason(one, config) === undefined);
  return schedule === undefined ? undefined : coverage(schedule, standing, from, to);
}

function personLapses(config: Config, id: string, severity: Severity, window: Interval): Lapse[] {
  const why = whyUnreachable(config, id, severity);
  return why === undefined ? [] : [{ ...window, reasons: [emptyInWords(why, readerOf(config))] }];
}

function scheduleLapses(
  config: Config,
  { id, spans }: { readonly id: string; readonly spans: readonly Span[] | undefined },
  severity: Severity,
  window: Interval,
): Lapse[] {
  if (spans === undefined) {
    return [{ ...window, reasons: [`schedule ${id} is not in the config`] }];
  }
  return spans.flatMap(({ from, to, people }): Lapse[] => {
    if (people.length === 0) {
      return [{ from, to, reasons: [`nobody is on call in schedule ${id}`] }];
    }
    const whys = people.flatMap((person) => whyUnreachable(config, person, severity) ?? []);
    if (whys.length < people.length) {
      return [];
    }
    const reader = readerOf(config);
    return [
      { from, to, reasons: whys.map((why) => `in schedule ${id} ${emptyInWords(why, reader)}`) },
    ];
  });
}

function bothLapse(a: Lapse, b: Lapse, { from, to }: Interval): Lapse {
  return { from, to, reasons: [...new Set([...a.reasons, ...b.reasons])] };
}
