import type { MaintenanceWindow } from '../alert/maintenance-window.ts';
import { END_OF_TIME, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { occurrencesIn, type Recurrence } from '../time/recurrence.ts';
import type { Silence } from './silence.ts';

/** Who has set the windows of the config. */
const AUTHOR = 'wardbell.yaml';

/** A silence that recurs, and none of its times. */
export type RecurringSilence = Silence & { readonly recurs: Recurrence };

/** So many silences that recur there are at most that have not ended. */
export const MOST_RECURRING = 100;

/** When a silence that recurs has its one time, for whoever does not know that it recurs: never. */
export const NEVER = { startsAt: END_OF_TIME, endsAt: END_OF_TIME };

/**
 * Returns the silences of a moment: those that were set once, and the times of those that recur, in
 * the config or set by people, which hold then.
 */
export function withWindows(
  set: readonly Silence[],
  windows: readonly MaintenanceWindow[] | undefined,
  now: Instant,
): readonly Silence[] {
  return withWindowsIn(set, windows, { from: now, to: now + 1 });
}

/** Returns the same of a span: with each time that touches it, as a silence with its own id. */
export function withWindowsIn(
  set: readonly Silence[],
  windows: readonly MaintenanceWindow[] | undefined,
  span: Interval,
): readonly Silence[] {
  const all = [...set, ...(windows ?? []).map(asSilence)];
  return all.flatMap((one) => (doesRecur(one) ? occurrencesOf(one, span) : [one]));
}

/**
 * Returns a silence as it stands at a moment: of one that recurs the time that goes on or comes
 * next, under its own id, or an end.
 */
export function standing(silence: Silence, now: Instant): Silence {
  if (!doesRecur(silence)) {
    return silence;
  }
  const { id, createdAt, endsAt } = silence;
  const comes = occurrencesOf(silence, { from: now, to: END_OF_TIME }, 2).find(
    (one) => now < one.endsAt,
  );
  return comes === undefined
    ? { ...silence, startsAt: createdAt, endsAt: Math.max(createdAt, Math.min(endsAt, now)) }
    : { ...comes, id };
}

export function doesRecur(silence: Silence): silence is RecurringSilence {
  return silence.recurs !== undefined;
}

/** Returns the times of one silence that touch a span; one that was ended early may end before. */
export function occurrencesOf(
  { recurs, brokenOff, ...silence }: RecurringSilence,
  span: Interval,
  most?: number,
): readonly Silence[] {
  return occurrencesIn(recurs, span, most).flatMap(({ from, to }): readonly Silence[] => {
    const isBroken = brokenOff !== undefined && from <= brokenOff.at && brokenOff.at < to;
    const endsAt = Math.min(to, silence.endsAt, isBroken ? brokenOff.at : Infinity);
    const id = occurrenceId(silence.id, from);
    const ended = isBroken && endsAt === brokenOff.at && { endedBy: brokenOff.by };
    return from < endsAt ? [{ ...silence, ...ended, id, startsAt: from, endsAt }] : [];
  });
}

/** A window of the config was set when the config was. */
function asSilence({ id, matchers, recurs, comment }: MaintenanceWindow): RecurringSilence {
  const set = { createdBy: AUTHOR, createdAt: 0 };
  return { id, kind: 'maintenance', matchers, recurs, comment, ...NEVER, ...set };
}

/** The id of one time: `backup.20270103T0100Z`. */
function occurrenceId(id: string, at: Instant): string {
  const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
  return `${id}.${minute.slice(0, 16).replace(/[-:]/gu, '')}Z`;
}
