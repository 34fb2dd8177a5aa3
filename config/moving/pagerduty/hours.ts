import { WEEKDAYS } from '#core/oncall/schedule.ts';
import { listOf, partOf, type Raw, textOf } from '../fields.ts';
import type { OldService } from '../system.ts';
import { DAY_MINUTES, minutesOf, weekly } from '../week.ts';

/** The hours of a service, or why they cannot be said here; neither if they change nothing. */
interface ReadHours {
  readonly hours?: OldService['hours'];
  readonly fault?: string;
}

/**
 * Reads what is urgent in support hours alone. The same happens here where warnings alone wait, and
 * are raised when the hours begin: an urgency by severity is high from errors on there.
 */
export function supportHoursOf(service: Raw): ReadHours {
  const rule = partOf(service, 'incident_urgency_rule');
  const [within, without] = ['during_support_hours', 'outside_support_hours'].map((key) =>
    textOf(partOf(rule, key), 'urgency'),
  );
  if (within !== 'high') {
    return { fault: `${within ?? 'unknown'} urgency within support hours: here all pages then` };
  }
  if (without === 'high') {
    return {};
  }
  if (without !== 'severity_based') {
    return { fault: 'all waits outside support hours there: here critical alerts never do' };
  }
  const isRaised = listOf(service, 'scheduled_actions').some(
    (action) =>
      textOf(action, 'to_urgency') === 'high' &&
      textOf(partOf(action, 'at'), 'name') === 'support_hours_start',
  );
  return isRaised
    ? spansOf(partOf(service, 'support_hours'))
    : { fault: 'what waits stays low there: here it pages when the hours begin' };
}

function spansOf(hours: Raw): ReadHours {
  const times = ['start_time', 'end_time'].map((key) => textOf(hours, key) ?? '');
  const [from = 0, to = 0] = times.map(minutesOf);
  const days = [hours['days_of_week']].flat().map(Number);
  const timeZone = textOf(hours, 'time_zone');
  const isKnown =
    times.every((time) => /^\d\d:\d\d(:00)?$/u.test(time)) &&
    days.length > 0 &&
    days.every((day) => WEEKDAYS[day - 1] !== undefined);
  if (!isKnown || timeZone === undefined || from >= to) {
    return { fault: 'its hours cannot be read: days, and whole minutes of one day, are expected' };
  }
  const only = weekly(
    days.map((day) => ({ from: (day - 1) * DAY_MINUTES + from, minutes: to - from })),
  );
  const known = only.length === 0 ? undefined : { below: 'error' as const, only, timeZone };
  return { ...(known !== undefined && { hours: known }) };
}
