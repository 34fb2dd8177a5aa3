import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { HOUR, SECOND } from '#core/time/instant.ts';
import type { FetchedCalendar } from '#usecases/read-calendar.ts';

/** How often programs are asked to come again; most choose for themselves. */
const REFRESH = HOUR / SECOND;

/**
 * Returns a calendar as RFC 5545 has it, in UTC, so that no program needs to know the zone. A turn
 * leaves people free for appointments, which is what they are most of the time.
 *
 * @param publicUrl the host of which makes UIDs unique among the platforms of somebody
 */
export function icalendar({ name, events }: FetchedCalendar, publicUrl: string): string {
  const url = `${publicUrl}/console/oncall`;
  const { host } = new URL(publicUrl);
  const calendar = ical({ name, prodId: '//wardbell//wardbell//EN', ttl: REFRESH });
  for (const { uid, from, to, summary, sequence, revisedAt } of events) {
    calendar.createEvent({
      id: `${uid}@${host}`,
      start: new Date(from),
      end: new Date(to),
      summary,
      description: `Calendar programs may show changes a day late. Who is on call now: ${url}`,
      url,
      status: ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      sequence,
      stamp: new Date(revisedAt),
      lastModified: new Date(revisedAt),
    });
  }
  return `${calendar.toString()}\r\n`;
}
