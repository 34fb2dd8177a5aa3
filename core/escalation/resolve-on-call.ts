import type { Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import { type OnCall, onCall } from '../oncall/on-call.ts';
import { type Override, olderOverride, type Schedule } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { whyUnreachable } from './reach.ts';
import type { EmptyTarget, Unreachable } from './reason.ts';
import type { Roster } from './roster.ts';

/** An override in force that is skipped, because its person cannot be paged. */
export interface SkippedOverride {
  readonly override: Override;
  readonly why: Unreachable;
}

/** The people on call in a schedule, and the overrides that were skipped to find them. */
export interface OnCallResolution {
  readonly onCall: OnCall;
  readonly passedOver: readonly SkippedOverride[];
}

/**
 * Finds the people to page for a schedule at a moment. An override of a person who is unknown or
 * cannot be paged (about this severity, if one is given) is skipped: what is below it counts, an
 * older override or the layers.
 */
export function resolveOnCall(
  schedule: Schedule,
  overrides: readonly Override[],
  config: Pick<Roster, 'people'>,
  { at, severity }: { readonly at: Instant; readonly severity?: Severity },
): OnCallResolution {
  const mine = overrides.filter((override) => override.schedule === schedule.id);
  const judged = mine.map((override) => ({
    override,
    why: whyUnreachable(config, override.person, severity),
  }));
  const standing = judged.flatMap(({ override, why }) => (why ? [] : [override]));
  const found = onCall(schedule, standing, at);
  const holding = standing.filter(({ id }) =>
    found.holders.some((held) => held.by === 'override' && held.override === id),
  );
  const passedOver = judged.flatMap(({ override, why }) => {
    const isInForce = override.from <= at && at < override.to;
    const isOnTop = holding.every((held) => olderOverride(held, override) < 0);
    return why !== undefined && isInForce && isOnTop ? [{ override, why }] : [];
  });
  return { onCall: found, passedOver };
}

/** Returns why an override never counts under a config; undefined if it does for some severity. */
export function overrideSkipReason(
  { schedule, person }: Pick<Override, 'schedule' | 'person'>,
  config: Pick<Roster, 'people' | 'schedules'>,
): EmptyTarget | undefined {
  return own(config.schedules, schedule) === undefined
    ? { code: 'no_such_schedule', schedule }
    : whyUnreachable(config, person);
}
