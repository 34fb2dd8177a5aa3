import type { MaintenanceWindow } from '../alert/maintenance-window.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { occurrencesIn } from '../time/recurrence.ts';
import type { Silence } from './silence.ts';

/** Who has set the windows of the config. */
const AUTHOR = 'wardbell.yaml';

/**
 * Returns the occurrences of maintenance windows that touch a span: each is a silence of its own,
 * with an id of its own, set when the config was.
 */
export function windowsBetween(
  windows: readonly MaintenanceWindow[] | undefined,
  span: Interval,
): readonly Silence[] {
  return (windows ?? []).flatMap(({ id, matchers, recurs, comment }) =>
    occurrencesIn(recurs, span).map(
      ({ from, to }): Silence => ({
        id: occurrenceId(id, from),
        kind: 'maintenance',
        matchers,
        startsAt: from,
        endsAt: to,
        createdBy: AUTHOR,
        createdAt: 0,
        comment,
      }),
    ),
  );
}

/** Returns the silences of a moment: those that were set, and the windows that hold then. */
export function withWindows(
  set: readonly Silence[],
  windows: readonly MaintenanceWindow[] | undefined,
  now: Instant,
): readonly Silence[] {
  return windows === undefined
    ? set
    : [...set, ...windowsBetween(windows, { from: now, to: now + 1 })];
}

/** The id of an occurrence: `backup.20270103T0100Z`. */
function occurrenceId(id: string, at: Instant): string {
  const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
  return `${id}.${minute.slice(0, 16).replace(/[-:]/gu, '')}Z`;
}
