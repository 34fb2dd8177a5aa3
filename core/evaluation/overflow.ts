import type { Alert } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { groupKey } from '../alert/group-key.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { RuleSet } from './rule-set.ts';
import type { SeriesState } from './subject.ts';

/**
 * Under which key it is remembered that a subject has more series than its item has room for. A
 * watch that gave way is an alarm that may be lost, so the technical service is told.
 */
export const OVERFLOW = 'wardbell-no-room';

/** It is over when nothing has given way for so long. */
const OVER_AFTER: Duration = 30 * MINUTE;

/** That it goes on is written down this often: a write for each request would be expensive. */
const WRITE_EVERY: Duration = 15 * MINUTE;

/** From when nothing has given way for long enough. */
export function overflowEndsAt(crowdedAt: Instant): Instant {
  return crowdedAt + OVER_AFTER;
}

/** Whether it must be written down that something gives way now. */
export function mustRecordOverflow(known: SeriesState | undefined, now: Instant): boolean {
  return now >= (known?.crowdedAt ?? Number.NEGATIVE_INFINITY) + WRITE_EVERY;
}

/** What is remembered of it; the alert is told beside it. */
export function overflowEntry(now: Instant): SeriesState {
  const entry = { rule: OVERFLOW, metric: '', labels: {}, phase: 'firing' } as const;
  return { ...entry, changedAt: now, since: now, crowdedAt: now };
}

/** What the technical service is told; undefined if there is none. */
export function overflowAlert(
  { technicalService: service, groupBy }: RuleSet,
  subject: string,
  startsAt: Instant,
): Alert | undefined {
  if (service === undefined) {
    return undefined;
  }
  const about = { rule: OVERFLOW, subject, metric: '', labels: {}, severity: 'error' } as const;
  return {
    ...about,
    fingerprint: fingerprint(['wardbell', 'no room', subject]),
    service,
    groupKey: groupKey(service, groupBy(service), about),
    title: 'Too many series: some are not watched',
    limit: 'more than one subject can hold',
    startsAt,
  };
}
