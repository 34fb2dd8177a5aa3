import type { MaintenanceWindow } from '#core/alert/maintenance-window.ts';
import { matcherText } from '#core/alert/matcher.ts';
import { END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { occurrencesIn, type Recurrence } from '#core/time/recurrence.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { WindowView } from './silences.contract.ts';

const SHOWN = 10;

/** A maintenance window of the config, with its next times. */
export function windowView(window: MaintenanceWindow, now: Instant): WindowView {
  const { id, matchers, recurs, comment } = window;
  return {
    id,
    matchers: matchers.map(matcherText),
    cron: recurs.cron,
    timeZone: recurs.timeZone,
    minutes: Math.round(recurs.lasts / MINUTE),
    comment,
    occurrences: occurrencesView(recurs, now),
  };
}

/** The next times of a recurrence; the first may be going on. */
export function occurrencesView(recurs: Recurrence, now: Instant): WindowView['occurrences'] {
  return occurrencesIn(recurs, { from: now, to: END_OF_TIME }, SHOWN).map(({ from, to }) => ({
    startsAt: isoTime(from),
    endsAt: isoTime(to),
  }));
}
