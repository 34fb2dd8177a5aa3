import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { type HeldSpan, isSameCrew, peopleOf } from '../oncall/coverage.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import { coalesce, type Interval, intersect } from '../time/interval.ts';
import { whyUnreachable } from './reach.ts';
import type { Roster } from './roster.ts';
import { turnsBetween } from './turns-between.ts';

/** A span in which somebody else is on call than before, or nobody. */
export interface DutyChange extends Interval {
  readonly before?: string;
  readonly after?: string;
}

/** What other overrides than those that there are make of a schedule. */
export interface OverrideEffect {
  readonly changes: readonly DutyChange[];
  /** When nobody is on call then. */
  readonly gaps: readonly Interval[];
  /** When whoever comes on call is so elsewhere too. */
  readonly alsoOnCall: readonly (Interval & { readonly schedule: string })[];
}

/** Compares a schedule within a window under two lists of overrides. */
export function overrideEffect(
  schedule: Schedule,
  overrides: { readonly before: readonly Override[]; readonly after: readonly Override[] },
  config: Pick<Roster, 'people' | 'schedules'>,
  window: Interval,
): OverrideEffect {
  const before = turnsBetween(schedule, overrides.before, config, window);
  const after = turnsBetween(schedule, overrides.after, config, window);
  const changed = changesBetween(before, after);
  const others = Object.values(config.schedules).filter(({ id }) => id !== schedule.id);
  const alsoOnCall = others.flatMap((other) => {
    const turns = turnsBetween(other, overrides.after, config, window);
    const both = intersect(changed, turns, ({ come }, held, { from, to }) =>
      come.some((person) => peopleOf(held).includes(person))
        ? [{ schedule: other.id, from, to }]
        : [],
    ).flat();
    return coalesce(both, (a, b) => ({ ...a, to: b.to }));
  });
  const gaps = after
    .filter(({ holders }) => holders.length === 0)
    .map(({ from, to }) => ({ from, to }));
  return { changes: changed.flatMap(eachChange), gaps, alsoOnCall };
}

/** Returns what changes between two lists of turns of one window. */
export function dutyChanges(
  before: readonly HeldSpan[],
  after: readonly HeldSpan[],
): readonly DutyChange[] {
  return changesBetween(before, after).flatMap(eachChange);
}

/** Who is on call no more within a span, and who is instead. */
interface CrewChange extends Interval {
  readonly leave: readonly string[];
  readonly come: readonly string[];
}

function changesBetween(
  before: readonly HeldSpan[],
  after: readonly HeldSpan[],
): readonly CrewChange[] {
  const pairs = intersect(before, after, (a, b, common): CrewChange => {
    const [were, are] = [peopleOf(a), peopleOf(b)];
    return {
      ...common,
      leave: were.filter((person) => !are.includes(person)),
      come: are.filter((person) => !were.includes(person)),
    };
  });
  return coalesce(
    pairs.filter(({ leave, come }) => leave.length + come.length > 0),
    (a, b) =>
      isSameCrew(a.leave, b.leave) && isSameCrew(a.come, b.come) ? { ...a, to: b.to } : undefined,
  );
}

/** Where several change at once, each who leaves stands beside one who comes. */
function eachChange({ from, to, leave, come }: CrewChange): DutyChange[] {
  return Array.from({ length: Math.max(leave.length, come.length) }, (_, place) => {
    const [before, after] = [leave[place], come[place]];
    return {
      from,
      to,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
  });
}

/** The severities about which a person cannot be paged, so that an override of theirs has none. */
export function severitiesPassedOver(
  config: Pick<Roster, 'people'>,
  person: string,
): readonly Severity[] {
  return SEVERITIES.filter((severity) => whyUnreachable(config, person, severity) !== undefined);
}
