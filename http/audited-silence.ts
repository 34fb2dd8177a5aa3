import { matcherText } from '#core/alert/matcher.ts';
import { MOST_SUBJECTS } from '#core/audit/audit-entry.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails } from './audit-recorder.ts';

/** How much is kept of the matchers of a silence; the silence itself has them whole. */
const LONGEST = 500;

/** Returns what the audit trail tells of a silence as it is now. */
export function auditedSilence({ id, matchers, startsAt, endsAt, kind }: Silence): AuditDetails {
  const named = matchers.filter(({ name, op }) => name === 'subject' && op === '=');
  const subjects = named.map(({ value }) => value).slice(0, MOST_SUBJECTS);
  return {
    object: { kind: 'silence', id },
    ...(subjects.length > 0 && { subjects }),
    after: {
      kind,
      matchers: matchers.map(matcherText).join(' ').slice(0, LONGEST),
      startsAt: isoTime(startsAt),
      endsAt: isoTime(endsAt),
    },
  };
}
