import type { Config } from '#core/team/config.ts';
import { cronError } from '#core/time/cron.ts';
import { MINUTE } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import type { Recurrence } from '#core/time/recurrence.ts';
import type { HttpEvent } from '#http/http.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { PreviewSilence, SilencePreview } from '#usecases/silence-preview.ts';
import { parseSilenceMatchers } from '#usecases/silence-terms.ts';
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
      const recurs = recurrenceAsked(query, config);
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
  { cron, minutes = '', zone }: Readonly<Record<string, string | undefined>>,
  { timeZone }: Pick<Config, 'timeZone'>,
): Recurrence | string | undefined {
  if (cron === undefined) {
    return undefined;
  }
  const fault = cronError(cron);
  const known = zone === undefined ? timeZone : knownZone(zone);
  if (fault !== undefined) {
    return `"cron" is ${JSON.stringify(cron)}: ${fault.reason}; ${fault.hint}.`;
  }
  if (known === undefined) {
    return `"zone" is "${zone}"; ${zoneHint(zone ?? '')}.`;
  }
  return /^[1-9]\d{0,4}$/.test(minutes) && Number(minutes) <= LONGEST
    ? { cron, timeZone: known, lasts: Number(minutes) * MINUTE }
    : `"minutes" is ${JSON.stringify(minutes)}; with "cron" it must be a whole number from 1 to ${LONGEST}.`;
}

/** In minutes: a week. */
const LONGEST = 10_080;

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
