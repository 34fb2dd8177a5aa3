import type { Severity } from '../alert/severity.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Target } from './policy.ts';
import { whyUnreachable } from './reach.ts';
import { resolveOnCall, type SkippedOverride } from './resolve-on-call.ts';
import type { Roster } from './roster.ts';

/**
 * The people whom some targets reach at a moment, each once; the targets that reach nobody, and
 * why; and the skipped overrides.
 */
export interface ResolvedTargets {
  readonly responders: readonly string[];
  readonly empty: readonly { readonly target: Target; readonly reason: string }[];
  readonly passedOver: readonly SkippedOverride[];
}

type Resolved = { readonly passedOver?: readonly SkippedOverride[] } & (
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'nobody'; readonly reason: string }
);

/**
 * Finds the people whom the targets page about a severity at a moment. A person counts only with a
 * usable notification rule.
 */
export function resolveTargets(
  targets: readonly Target[],
  config: Pick<Roster, 'people' | 'schedules'>,
  overrides: readonly Override[],
  severity: Severity,
  at: Instant,
): ResolvedTargets {
  const responders = new Set<string>();
  const empty: ResolvedTargets['empty'][number][] = [];
  const passedOver: SkippedOverride[] = [];
  for (const target of targets) {
    const found = personOf(target, config, overrides, { at, severity });
    const resolved = reachable(found, config, severity);
    passedOver.push(...(found.passedOver ?? []));
    if (resolved.kind === 'person') {
      responders.add(resolved.id);
    } else {
      empty.push({ target, reason: resolved.reason });
    }
  }
  return { responders: [...responders], empty, passedOver };
}

/** Describes a skipped override in the timeline. */
export function describeSkippedOverride({
  override: { schedule, person },
  reason,
}: SkippedOverride): string {
  return `passes over the override of ${person} in schedule ${schedule}: ${reason}`;
}

function reachable(
  resolved: Resolved,
  config: Pick<Roster, 'people'>,
  severity: Severity,
): Resolved {
  if (resolved.kind === 'nobody') {
    return resolved;
  }
  const reason = whyUnreachable(config, resolved.id, severity);
  return reason === undefined ? resolved : { kind: 'nobody', reason };
}

function personOf(
  target: Target,
  config: Pick<Roster, 'people' | 'schedules'>,
  overrides: readonly Override[],
  { at, severity }: { readonly at: Instant; readonly severity: Severity },
): Resolved {
  if (target.kind === 'person') {
    return target;
  }
  // A plain look-up would be wrong: a person may reassign to any name, even `constructor`.
  const schedule = Object.hasOwn(config.schedules, target.id)
    ? config.schedules[target.id]
    : undefined;
  if (schedule === undefined) {
    return { kind: 'nobody', reason: `schedule ${target.id} is not in the config` };
  }
  const { onCall, passedOver } = resolveOnCall(schedule, overrides, config, { at, severity });
  const { person, until } = onCall;
  if (person !== undefined) {
    return { kind: 'person', id: person, passedOver };
  }
  const when =
    until < at + LOOK_AHEAD
      ? `until ${zonedTime(until, schedule.timeZone)}`
      : 'in the coming 400 days';
  const reason = `nobody is on call in schedule ${target.id} ${when}`;
  return { kind: 'nobody', reason, passedOver };
}
