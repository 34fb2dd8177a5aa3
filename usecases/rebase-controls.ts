import type { Override } from '#core/oncall/schedule.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { type ClockStep, clockStepBack, rebaseOffset } from '#core/time/clock-skew.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/**
 * What people set before the clock went back, as it counts by now. A silence that was to begin at
 * once lasts as long as was meant; one that was planned keeps its hours, as overrides keep theirs.
 * What was made ahead of the clock counts as made now, or what is made next would be the older.
 */
export async function rebaseControls(
  controls: Ports['controls'],
  step: ClockStep,
  now: Instant,
): Promise<void> {
  for (const silence of await controls.silences()) {
    const moved = movedSilence(silence, step, now);
    if (moved !== silence) {
      await controls.putSilence(moved);
    }
  }
  for (const override of await controls.overrides()) {
    if (clockStepBack(override.createdAt, now) > 0) {
      await controls.putOverride(madeBy(override, now));
    }
  }
}

function movedSilence(silence: Silence, step: ClockStep, now: Instant): Silence {
  const { createdAt, updatedAt = createdAt, startsAt, endsAt } = silence;
  const wasPlanned = startsAt > createdAt;
  const storedAt = Math.max(createdAt, updatedAt);
  const by = rebaseOffset(storedAt, now, step) ?? (storedAt < step.at ? step.by : 0);
  if (wasPlanned) {
    return clockStepBack(createdAt, now) > 0 ? madeBy(silence, now) : silence;
  }
  // That it is changed now keeps it from being moved twice.
  const times = { startsAt: startsAt - by, endsAt: endsAt - by, updatedAt: now };
  return by === 0 ? silence : { ...madeBy(silence, now), ...times };
}

function madeBy<Made extends Silence | Override>(made: Made, now: Instant): Made {
  return { ...made, createdAt: Math.min(made.createdAt, now) };
}
