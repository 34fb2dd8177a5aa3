import type { Absence } from '#core/oncall/absence.ts';
import type { Exchange } from '#core/oncall/exchange.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { type ClockStep, clockStepBack, rebaseOffset } from '#core/time/clock-skew.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/**
 * Rebases what people set before the clock went back. A silence that was to begin at once keeps its
 * duration; a planned one keeps its hours, as overrides and absences do. What was created ahead of
 * the clock counts as created now, or else the next one created would count as older.
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
  for (const absence of await controls.absences()) {
    if (clockStepBack(absence.createdAt, now) > 0) {
      await controls.putAbsence(madeBy(absence, now));
    }
  }
  for (const exchange of await controls.exchanges()) {
    if (clockStepBack(exchangeMadeAt(exchange), now) > 0) {
      // Whoever wins over it has answered by the new clock, and then it needs no move.
      await controls.saveExchange(movedExchange(exchange, now), exchange.version);
    }
  }
}

function exchangeMadeAt({ createdAt, accepted }: Exchange): Instant {
  return Math.max(createdAt, accepted?.at ?? createdAt);
}

function movedExchange({ accepted, version, ...rest }: Exchange, now: Instant): Exchange {
  return {
    ...rest,
    version: version + 1,
    createdAt: Math.min(rest.createdAt, now),
    ...(accepted !== undefined && { accepted: { ...accepted, at: Math.min(accepted.at, now) } }),
  };
}

function movedSilence(silence: Silence, step: ClockStep, now: Instant): Silence {
  const { createdAt, updatedAt = createdAt, startsAt, endsAt } = silence;
  if (silence.recurs !== undefined) {
    return movedRecurring(silence, now);
  }
  const wasPlanned = startsAt > createdAt;
  const storedAt = Math.max(createdAt, updatedAt);
  const by = rebaseOffset(storedAt, now, step) ?? (storedAt < step.at ? step.by : 0);
  if (wasPlanned) {
    return clockStepBack(createdAt, now) > 0 ? madeBy(silence, now) : silence;
  }
  // Its new time of change prevents that it is rebased twice.
  const times = { startsAt: startsAt - by, endsAt: endsAt - by, updatedAt: now };
  return by === 0 ? silence : { ...madeBy(silence, now), ...times };
}

/** Its times keep their hours; what was ended stays so. */
function movedRecurring(silence: Silence, now: Instant): Silence {
  const { createdAt, endsAt, endedBy, brokenOff } = silence;
  const isAhead = Math.max(createdAt, brokenOff?.at ?? 0, endedBy === undefined ? 0 : endsAt) > now;
  if (!isAhead) {
    return silence;
  }
  return {
    ...madeBy(silence, now),
    ...(endedBy !== undefined && { endsAt: Math.min(endsAt, now) }),
    ...(brokenOff !== undefined && {
      brokenOff: { ...brokenOff, at: Math.min(brokenOff.at, now) },
    }),
  };
}

function madeBy<Made extends Silence | Override | Absence>(made: Made, now: Instant): Made {
  return { ...made, createdAt: Math.min(made.createdAt, now) };
}
