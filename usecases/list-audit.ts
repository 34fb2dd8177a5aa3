import { type AuditEntry, auditPlace, auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { type AuditFilter, matchesAuditFilter } from '#core/audit/audit-filter.ts';
import { DAY, type Instant, startOfDay } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** What one call looks at, at most, whatever is stored and asked for: it bounds time and cost. */
const MOST_ENTRIES = 2_000;
const MOST_DAYS = 100;

/** How many entries are read at once where not all of them are wanted. */
const READ_AT_ONCE = 500;

/** Which entries are wanted, and where to go on. */
export interface AuditSearch extends AuditFilter {
  /** Both moments are included. */
  readonly from: Instant;
  readonly to: Instant;
  /** The place behind which to go on; absent: the newest are first. */
  readonly after?: string;
  readonly limit: number;
}

export interface AuditFound {
  /** From the newest to the oldest, each change once. */
  readonly entries: readonly AuditEntry[];
  /** Where to go on, unless everything was looked at: there may be others, or none. */
  readonly next?: string;
}

/**
 * Searches the audit trail day by day, from the newest to the oldest. It stops after so many days
 * or entries, and tells where it stopped.
 */
export function listAudit({ trail }: Pick<Ports, 'trail'>) {
  return async (search: AuditSearch): Promise<AuditFound> => {
    const entries: AuditEntry[] = [];
    let looked = 0;
    let days = 0;
    for await (const { entry, place } of backwards(trail, search)) {
      if (entry === undefined) {
        days += 1;
      } else {
        looked += 1;
      }
      if (entry !== undefined && matchesAuditFilter(entry, search)) {
        entries.push(entry);
      }
      if (entries.length >= search.limit || looked >= MOST_ENTRIES || days >= MOST_DAYS) {
        return { entries, next: place };
      }
    }
    return { entries };
  };
}

/** An entry, or none where a day is over, and the place behind which to go on. */
interface Step {
  readonly entry?: AuditEntry;
  readonly place: string;
}

async function* backwards(trail: Ports['trail'], search: AuditSearch): AsyncGenerator<Step> {
  const { from, to, after } = search;
  let before = after ?? auditPlaceAfter(to);
  let day = after === undefined ? to : momentOf(after);
  while (startOfDay(day) + DAY > from) {
    const ended = new Set<string>();
    for (let more = true; more; ) {
      const { entries, next } = await trail.onDay(day, before, atOnce(search));
      for (const entry of entries) {
        before = beginningOf(entry);
        if (entry.at < from) {
          return;
        }
        if (isOwn(entry, ended)) {
          yield { entry, place: before };
        }
      }
      more = next !== undefined;
      // The last may be one that cannot be read.
      before = next !== undefined && next < before ? next : before;
    }
    day = startOfDay(day) - 1;
    before = auditPlaceAfter(day);
    yield { place: before };
  }
}

/** A change has two entries. */
function atOnce({ person, subject, action, limit }: AuditSearch): number {
  const isFiltered = (person ?? subject ?? action) !== undefined;
  return isFiltered ? READ_AT_ONCE : 2 * limit;
}

/**
 * Whether an entry is not merely the beginning of what a newer one has told the end of. `ended` are
 * the ids of those.
 */
function isOwn({ id, outcome }: AuditEntry, ended: Set<string>): boolean {
  if (outcome !== 'begun') {
    ended.add(id);
    return true;
  }
  return !ended.has(id);
}

/** Behind this place neither an entry nor what it says the end of is found again. */
function beginningOf(entry: AuditEntry): string {
  return auditPlace({ ...entry, outcome: 'begun' });
}

/** The moment with which a place begins. */
function momentOf(place: string): Instant {
  return Date.parse(place.slice(0, 24));
}
