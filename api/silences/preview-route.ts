import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import type { Recurrence } from '#core/time/recurrence.ts';
import type { HttpEvent } from '#http/http.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import type { PreviewSilence, SilencePreview } from '#usecases/silence-preview.ts';
import { parseSilenceMatchers, recurrenceTerms } from '#usecases/silence-terms.ts';
import type { CoverView } from './silences.contract.ts';
import { occurrencesView } from './window-view.ts';

/** The route that tells what a silence would cover now, before anybody sets it. */
export function previewRoutes(
  { runtime: { clock, config }, gate }: RouteDependencies,
  cover: PreviewSilence,
): Routes<'GET /v1/silences/preview'> {
  return {
    'GET /v1/silences/preview': gate.withRight('read', async (event: HttpEvent) => {
      const { rawQueryString, queryStringParameters: query = {} } = event;
      const matchers = parseSilenceMatchers(new URLSearchParams(rawQueryString).getAll('filter'));
      if (typeof matchers === 'string') {
        return problem('invalid', matchers);
      }
      const now = clock();
      const recurs = recurrenceAsked(query, config, now);
      if (typeof recurs === 'string') {
        return problem('invalid', recurs);
      }
      const found = await cover(matchers, now);
      return json(200, {
        ...coverView(found),
        warnings: found.warnings,
        ...(recurs !== undefined && { occurrences: occurrencesView(recurs, now) }),
      });
    }),
  };
}

/** The recurrence that is asked about, if one is, or what is wrong with it. */
function recurrenceAsked(
  query: Readonly<Record<string, string | undefined>>,
  config: Pick<Config, 'timeZone'>,
  now: Instant,
): Recurrence | string | undefined {
  const { cron, rrule, minutes, zone } = query;
  if (cron === undefined && rrule === undefined) {
    return undefined;
  }
  const timeZone = zone === undefined ? config.timeZone : knownZone(zone);
  if (timeZone === undefined) {
    return `"zone" is "${zone}"; ${zoneHint(zone ?? '')}.`;
  }
  const startsAt = queryTime(query, 'startsAt', { timeZone, after: now });
  if (typeof startsAt === 'string') {
    return startsAt;
  }
  const endsAt = queryTime(query, 'endsAt', { timeZone, after: startsAt ?? now });
  if (typeof endsAt === 'string') {
    return endsAt;
  }
  const lasts = minutes === undefined ? undefined : Number(minutes);
  return recurrenceTerms({ cron, rrule, startsAt, endsAt, minutes: lasts, timeZone }, now);
}

const SUBJECTS_SHOWN = 20;

/** How much matchers cover at this moment, and the first of the subjects by name. */
export function coverView({
  alerts,
  incidents,
  subjects,
}: Omit<SilencePreview, 'warnings'>): CoverView {
  const more = subjects.length - SUBJECTS_SHOWN;
  return {
    alerts,
    incidents,
    subjects: subjects.slice(0, SUBJECTS_SHOWN),
    ...(more > 0 && { moreSubjects: more }),
  };
}
