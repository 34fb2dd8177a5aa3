import type { Severity } from '../alert/severity.ts';
import { peopleOf } from '../oncall/coverage.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { type OnCallResolution, resolveOnCall } from './resolve-on-call.ts';
import type { Roster } from './roster.ts';

/** Who is on call in a schedule, and who follows. */
export interface Duty extends OnCallResolution {
  /** Empty if nobody follows, or nobody yet. */
  readonly next: readonly string[];
}

/** Returns who is on call in a schedule at a moment, about a severity if one is given. */
export function dutyAt(
  schedule: Schedule,
  overrides: readonly Override[],
  config: Pick<Roster, 'people'>,
  { at, ...about }: { readonly at: Instant; readonly severity?: Severity },
): Duty {
  const duty = resolveOnCall(schedule, overrides, config, { at, ...about });
  const { until } = duty.onCall;
  const isKnown = until < at + LOOK_AHEAD;
  const next = isKnown
    ? peopleOf(resolveOnCall(schedule, overrides, config, { at: until, ...about }).onCall)
    : [];
  return { ...duty, next };
}
