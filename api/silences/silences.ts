import { randomUUID } from 'node:crypto';
import { matcherText } from '#core/alert/matcher.ts';
import type { Incident } from '#core/incident/incident.ts';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import { MOST_RECURRING, standing } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { auditedSilence } from '#http/audited-silence.ts';
import type { ValuesOf } from '#http/fields.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { orLogged } from '#runtime/or-logged.ts';
import { type EnsuredSilence, endSilence, ensureSilence } from '#usecases/set-silence.ts';
import { coverOf, type PreviewSilence, type SilencePreview } from '#usecases/silence-preview.ts';
import {
  parseSilenceMatchers,
  recurrenceTerms,
  recurringSpan,
  silenceSpan,
} from '#usecases/silence-terms.ts';
import { coverView } from './preview-route.ts';
import { silenceView } from './silence-view.ts';
import type { SilenceView } from './silences.contract.ts';
import { NEW_SILENCE, SILENCE_PAGES } from './silences.requests.ts';
import { windowView } from './window-view.ts';

/** The routes of silences and maintenance windows. */
export function silenceRoutes(
  { runtime: { ports, config, clock, log }, gate }: RouteDependencies,
  coverNow: PreviewSilence,
): Routes<'GET /v1/silences' | 'POST /v1/silences' | 'DELETE /v1/silences/{id}'> {
  const setOnce = ensureSilence(ports);
  const end = endSilence(ports);
  const cover = orLogged(log, 'what a silence covers could not be read', coverNow);
  return {
    'GET /v1/silences': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(SILENCE_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const now = clock();
      const { status, kind, covers } = query;
      const open = covers === 'now' ? await ports.incidents.open() : undefined;
      const found = (await ports.controls.silences())
        .filter((one) => status === undefined || silenceStatus(standing(one, now), now) === status)
        .filter((silence) => kind === undefined || silence.kind === kind);
      const { views, next } = pageOf(found, page, {
        placeOf: ({ createdAt, id }) => [createdAt, id],
        view: (silence) => ({ ...silenceView(silence, now), ...coversNow(silence, open, now) }),
        descending: true,
      });
      const windows = (config.maintenanceWindows ?? []).map((one) => windowView(one, now));
      return json(200, { silences: views, windows, ...next });
    }),
    'POST /v1/silences': gate.withRight('lead', (event, caller, note) =>
      readJson(event, NEW_SILENCE, async (fields) => {
        const now = clock();
        const who = requestActor(fields.by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const { comment, kind } = fields;
        const times = timesOf(fields, config, now);
        if (typeof times === 'string') {
          return problem('invalid', times);
        }
        const matchers = parseSilenceMatchers(fields.matchers);
        if (typeof matchers === 'string') {
          return problem('invalid', matchers);
        }
        const { id = randomUUID() } = fields;
        const made = { ...requestAuthor(fields.by, caller), createdAt: now };
        const silence = {
          id,
          matchers,
          ...times,
          ...(kind !== undefined && { kind }),
          comment,
          ...made,
        };
        const outcome = await setOnce(silence, now);
        if (outcome.kind === 'taken') {
          return taken(outcome.silence);
        }
        if (outcome.kind === 'full') {
          return problem('refused', FULL);
        }
        note(auditedSilence(outcome.silence));
        return said(outcome, await cover(matchers, now), now);
      }),
    ),
    'DELETE /v1/silences/{id}': gate.withRight('lead', async (event, caller, note) => {
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const id = event.pathParameters?.['id'] ?? '';
      const now = clock();
      const ended = await end(id, who, now);
      note(ended === undefined ? {} : auditedSilence(ended));
      return ended === undefined ? unknown(id, config) : json(200, silenceView(ended, now));
    }),
  };
}

/** What is stored of when it holds, or what is wrong with the request. */
function timesOf(fields: ValuesOf<typeof NEW_SILENCE>, config: Config, now: Instant) {
  const { cron, rrule, timeZone = config.timeZone } = fields;
  const moments = momentsOf(fields, timeZone, now);
  if (cron === undefined && rrule === undefined) {
    const span = silenceSpan(moments, { now, timeZone });
    return typeof span === 'string' ? span : { kind: 'silence' as const, ...span };
  }
  const recurs = recurrenceTerms({ cron, rrule, timeZone, ...moments }, now);
  return typeof recurs === 'string'
    ? recurs
    : { kind: 'maintenance' as const, recurs, ...recurringSpan(recurs) };
}

/** Resolves the typed times: an end without a date is the first one after the beginning. */
function momentsOf(
  {
    startsAt,
    endsAt,
    minutes: lasts,
  }: Pick<ValuesOf<typeof NEW_SILENCE>, 'startsAt' | 'endsAt' | 'minutes'>,
  timeZone: string,
  now: Instant,
) {
  const begins = startsAt && resolveTypedTime(startsAt, { timeZone, after: now }).at;
  const ends = endsAt && resolveTypedTime(endsAt, { timeZone, after: begins ?? now }).at;
  return { startsAt: begins, endsAt: ends, minutes: lasts };
}

const FULL = `${MOST_RECURRING} silences recur already, which is the most there may be. End one that is needed no more, or plan this one in the config (maintenance_windows).`;

function unknown(id: string, { maintenanceWindows: windows = [] }: Config): HttpAnswer {
  const window = windows.find((one) => id === one.id || id.startsWith(`${one.id}.`));
  return window === undefined
    ? problem(
        'not_found',
        `There is no silence "${id}". "npx --no-install wardbell silence list" shows those there are.`,
      )
    : problem(
        'refused',
        `"${window.id}" is a maintenance window of the config, which nobody ends before its time: deploy without it.`,
      );
}

function said(
  { kind, silence }: Exclude<EnsuredSilence, { readonly kind: 'full' }>,
  cover: SilencePreview | undefined,
  now: Instant,
): HttpAnswer {
  const { warnings = [], ...covers } = cover ?? {};
  const found = {
    ...(cover !== undefined && { covers }),
    ...(warnings.length > 0 && { warnings }),
  };
  return json(kind === 'made' ? 201 : 200, { ...silenceView(silence, now), ...found });
}

/** What it covers now, or would if it had begun; nothing of one that has ended. */
function coversNow(
  silence: Silence,
  open: readonly Incident[] | undefined,
  now: Instant,
): Pick<SilenceView, 'covers'> {
  const isCurrent = silenceStatus(standing(silence, now), now) !== 'expired';
  return {
    ...(open !== undefined && isCurrent && { covers: coverView(coverOf(silence.matchers, open)) }),
  };
}

function taken({ id, matchers: its }: Silence): HttpAnswer {
  const matchers = its.map(matcherText).join(' ');
  const detail = `The id "${id}" is that of a silence of ${matchers}. Choose another id.`;
  return problem('refused', detail);
}
