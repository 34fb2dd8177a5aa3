import type { Severity } from '../alert/severity.ts';
import type { Config } from '../config.ts';
import { LOOK_AHEAD, onCall } from '../oncall/on-call.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { isoTime } from '../time/wall-clock.ts';
import type { Target } from './policy.ts';
import { whyUnreachable } from './reach.ts';

/** Whom some targets reach at a moment, each person once, and which of them reach nobody, and why. */
export interface Responders {
  readonly responders: readonly string[];
  readonly empty: readonly { readonly target: Target; readonly reason: string }[];
}

type Resolved =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'nobody'; readonly reason: string };

/** The people whom the targets page about a severity at a moment. A person counts only with a usable notification rule. */
export function respondersOf(
  targets: readonly Target[],
  config: Pick<Config, 'people' | 'schedules'>,
  overrides: readonly Override[],
  severity: Severity,
  at: Instant,
): Responders {
  const responders = new Set<string>();
  const empty: Responders['empty'][number][] = [];
  for (const target of targets) {
    const resolved = reachable(personOf(target, config, overrides, at), config, severity);
    if (resolved.kind === 'person') responders.add(resolved.id);
    else empty.push({ target, reason: resolved.reason });
  }
  return { responders: [...responders], empty };
}

function reachable(
  resolved: Resolved,
  config: Pick<Config, 'people'>,
  severity: Severity,
): Resolved {
  if (resolved.kind === 'nobody') return resolved;
  const reason = whyUnreachable(config, resolved.id, severity);
  return reason === undefined ? resolved : { kind: 'nobody', reason };
}

function personOf(
  target: Target,
  config: Pick<Config, 'schedules'>,
  overrides: readonly Override[],
  at: Instant,
): Resolved {
  if (target.kind === 'person') return target;
  // Not a plain look-up: a person may reassign to anything, even `constructor`.
  const schedule = Object.hasOwn(config.schedules, target.id)
    ? config.schedules[target.id]
    : undefined;
  if (schedule === undefined)
    return { kind: 'nobody', reason: `schedule ${target.id} is not in the config` };
  const { person, until } = onCall(schedule, overrides, at);
  if (person !== undefined) return { kind: 'person', id: person };
  const when = until < at + LOOK_AHEAD ? `until ${isoTime(until)}` : 'in the coming 400 days';
  return { kind: 'nobody', reason: `nobody is on call in schedule ${target.id} ${when}` };
}
