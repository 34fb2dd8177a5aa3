import { SEVERITIES, type Severity } from '../alert/severity.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import { coalesce, type Interval, intersect } from '../time/interval.ts';
import { whyUnreachable } from './reach.ts';
import type { Roster } from './roster.ts';
import { turnsBetween } from './turns-between.ts';

/** A span in which somebody else is on call than before, or nobody. */
interface DutyChange extends Interval {
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
  const pairs = intersect(before, after, (a, b, common): DutyChange => changeOf(common, a, b));
  const changes = coalesce(
    pairs.filter((one) => one.before !== one.after),
    (a, b) => (a.before === b.before && a.after === b.after ? { ...a, to: b.to } : undefined),
  );
  const others = Object.values(config.schedules).filter(({ id }) => id !== schedule.id);
  const alsoOnCall = others.flatMap((other) => {
    const turns = turnsBetween(other, overrides.after, config, window);
    const both = intersect(changes, turns, ({ after: comes }, { person }, { from, to }) =>
      comes !== undefined && comes === person ? [{ schedule: other.id, from, to }] : [],
    ).flat();
    return coalesce(both, (a, b) => ({ ...a, to: b.to }));
  });
  const gaps = after.filter(({ by }) => by === 'nobody').map(({ from, to }) => ({ from, to }));
  return { changes, gaps, alsoOnCall };
}

function changeOf(
  common: Interval,
  { person: before }: { readonly person?: string },
  { person: after }: { readonly person?: string },
): DutyChange {
  return {
    ...common,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

/** The severities about which a person cannot be paged, so that an override of theirs has none. */
export function severitiesPassedOver(
  config: Pick<Roster, 'people'>,
  person: string,
): readonly Severity[] {
  return SEVERITIES.filter((severity) => whyUnreachable(config, person, severity) !== undefined);
}
