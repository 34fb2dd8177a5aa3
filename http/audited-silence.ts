import { matcherText } from '#core/alert/matcher.ts';
import { MOST_SUBJECTS } from '#core/audit/audit-entry.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { formatDuration } from '#core/time/duration.ts';
import { END_OF_TIME } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails } from './audit-recorder.ts';

/** How much is kept of the matchers of a silence; the silence itself has them whole. */
const LONGEST = 500;

/** Returns what the audit trail tells of a silence as it is now. */
export function auditedSilence(silence: Silence): AuditDetails {
  const { id, matchers, kind } = silence;
  const named = matchers.filter(({ name, op }) => name === 'subject' && op === '=');
  const subjects = named.map(({ value }) => value).slice(0, MOST_SUBJECTS);
  return {
    object: { kind: 'silence', id },
    ...(subjects.length > 0 && { subjects }),
    after: {
      kind,
      matchers: matchers.map(matcherText).join(' ').slice(0, LONGEST),
      ...auditedTimes(silence),
    },
  };
}

/** When it holds: a span, or when it recurs and until when. */
function auditedTimes({ startsAt, endsAt, recurs }: Silence): AuditDetails['after'] {
  const until = { ...(endsAt !== END_OF_TIME && { endsAt: isoTime(endsAt) }) };
  if (recurs === undefined) {
    return { startsAt: isoTime(startsAt), ...until };
  }
  const { timeZone, lasts } = recurs;
  const by = 'cron' in recurs ? recurs.cron : `${recurs.starts} ${recurs.rrule}`;
  return { recurs: by, timeZone, lasts: formatDuration(lasts), ...until };
}
