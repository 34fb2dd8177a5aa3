import { type Recurrence, withRuleEnd } from '#core/time/recurrence.ts';
import { describeFault, recurrenceFault } from '#core/time/recurrence-fault.ts';
import { momentShowing } from '#core/time/zone-offset.ts';
import type { LintWarning } from './problem.ts';
import type { Document } from './schema/document.ts';

/** A maintenance window as it is written. */
export type WrittenWindow = Document['maintenance_windows'][string];

/** Faults are looked for from a fixed time on, so that a config is right or wrong for good. */
const FROM = Date.UTC(2027, 0, 1);

/** Returns when a window recurs; `fileZone` is the zone of the file. */
export function windowTimes(written: WrittenWindow, fileZone: string): Recurrence {
  const {
    cron,
    rrule = '',
    starts,
    until,
    duration: lasts,
    time_zone: timeZone = fileZone,
  } = written;
  const at = (wall: string) => momentShowing(Date.parse(`${wall}Z`), timeZone, 'later');
  const times = { timeZone, lasts, ...(until !== undefined && { until: at(until) }) };
  return cron === undefined
    ? withRuleEnd({ rrule, starts: starts ?? '', ...times })
    : { cron, ...times, ...(starts !== undefined && { from: at(starts) }) };
}

/** Returns why a window would page nobody for good; undefined if it would not. */
export function endlessWindow(
  written: WrittenWindow,
  fileZone: string,
): Omit<LintWarning, 'path'> | undefined {
  const recurs = windowTimes(written, fileZone);
  const fault = recurrenceFault(recurs, FROM);
  return fault && describeFault(fault, recurs.timeZone);
}

/** Finds windows that would page nobody for good. */
export function endlessWindows({
  maintenance_windows: windows,
  time_zone: zone,
}: Document): readonly LintWarning[] {
  return Object.entries(windows).flatMap(([id, written]) => {
    const fault = endlessWindow(written, zone);
    return fault ? [{ path: ['maintenance_windows', id, 'duration'], ...fault }] : [];
  });
}
