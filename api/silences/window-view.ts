import type { MaintenanceWindow } from '#core/alert/maintenance-window.ts';
import { matcherText } from '#core/alert/matcher.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { doesRecur, occurrencesOf, type RecurringSilence } from '#core/suppression/windows.ts';
import { END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { occurrencesIn, type Recurrence } from '#core/time/recurrence.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { SilenceView, WindowView } from './silences.contract.ts';

type RecursView = NonNullable<SilenceView['recurs']>;

const SHOWN = 10;

/** A maintenance window of the config, with its next times. */
export function windowView(window: MaintenanceWindow, now: Instant): WindowView {
  const { id, matchers, recurs, comment } = window;
  const occurrences = occurrencesView(recurs, now);
  return { id, matchers: matchers.map(matcherText), ...timesView(recurs), comment, occurrences };
}

/** How a silence recurs, with its next times; nothing of one that does not. */
export function recursView(silence: Silence, now: Instant): Pick<SilenceView, 'recurs'> {
  return {
    ...(doesRecur(silence) && {
      recurs: { ...timesView(silence.recurs), ...nextTimes(silence, now) },
    }),
  };
}

/** The next times of a recurrence; the first may be going on. */
export function occurrencesView(recurs: Recurrence, now: Instant): RecursView['occurrences'] {
  return occurrencesIn(recurs, { from: now, to: END_OF_TIME }, SHOWN).map(({ from, to }) => ({
    startsAt: isoTime(from),
    endsAt: isoTime(to),
  }));
}

function nextTimes(
  silence: RecurringSilence,
  now: Instant,
): Pick<RecursView, 'occurrences' | 'current'> {
  // One that was ended early is over.
  const times = occurrencesOf(silence, { from: now, to: END_OF_TIME }, SHOWN + 1)
    .filter(({ endsAt }) => now < endsAt)
    .slice(0, SHOWN);
  const current = times.find(({ startsAt }) => startsAt <= now)?.id;
  const occurrences = times.map(({ startsAt, endsAt }) => ({
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
  }));
  return { occurrences, ...(current !== undefined && { current }) };
}

function timesView(recurs: Recurrence): Omit<RecursView, 'occurrences' | 'current'> {
  const { timeZone, lasts, from, until } = recurs;
  return {
    ...('cron' in recurs ? { cron: recurs.cron } : { rrule: recurs.rrule, starts: recurs.starts }),
    ...(from !== undefined && { from: isoTime(from) }),
    ...(until !== undefined && { until: isoTime(until) }),
    timeZone,
    minutes: Math.round(lasts / MINUTE),
  };
}
