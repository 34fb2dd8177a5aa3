import { omit } from '../collections/omit.ts';
import { byteLength } from '../text/bytes.ts';
import type { Incident, IncidentPage } from './incident.ts';
import { kindOf, type TimelineEntry } from './timeline.ts';

/**
 * How much of a timeline is kept: the newest entries, of the older ones those of people, and of
 * both together not more than so many bytes of JSON. (Words for a version before count nothing:
 * they say the data again, and compressed that is next to nothing.)
 */
const NEWEST_ENTRIES = 200;
const OLDER_BY_PEOPLE = 100;
const MAX_BYTES = 50_000;

/**
 * How many pages are kept, beside those of the current run, those without an outcome, and the
 * newest of each mailbox, whose links must keep working.
 */
const NEWEST_PAGES = 300;

/**
 * Trims the oldest timeline entries and pages of an incident that stays open for long, and adds one
 * entry that says how much was removed.
 */
export function trimHistory(incident: Incident): Incident {
  const pages = keptPages(incident);
  const [opening, ...later] = incident.timeline.filter((entry) => kindOf(entry) !== 'left_out');
  const entries = keptEntries(later);
  const left = {
    entries: (incident.leftOut?.entries ?? 0) + later.length - entries.length,
    pages: (incident.leftOut?.pages ?? 0) + incident.pages.length - pages.length,
  };
  if (opening === undefined || left.entries + left.pages === 0) {
    return incident;
  }
  const gap: TimelineEntry = { at: opening.at, code: 'left_out', data: left };
  return { ...incident, pages, timeline: [opening, gap, ...entries], leftOut: left };
}

function keptEntries(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  let room = MAX_BYTES;
  let newest = NEWEST_ENTRIES;
  let byPeople = OLDER_BY_PEOPLE;
  const kept = entries.toReversed().filter((entry) => {
    room -= byteLength(JSON.stringify(omit(entry, 'text')));
    if (room < 0) {
      return false;
    }
    return newest-- > 0 || (entry.by !== undefined && byPeople-- > 0);
  });
  return kept.toReversed();
}

function keptPages({ pages, escalation }: Incident): readonly IncidentPage[] {
  if (pages.length <= NEWEST_PAGES) {
    return pages;
  }
  const newest = new Map(pages.map((page) => [`${page.responder} ${page.channel}`, page]));
  return pages.filter(
    (page, index) =>
      index >= pages.length - NEWEST_PAGES ||
      page.run === escalation.run ||
      page.status === 'planned' ||
      page.status === 'handed_over' ||
      newest.get(`${page.responder} ${page.channel}`) === page,
  );
}
