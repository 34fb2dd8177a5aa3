import { randomUUID } from 'node:crypto';
import { withWindows } from '#core/suppression/windows.ts';
import type { Instant } from '#core/time/instant.ts';
import { auditedSilence } from '#http/audited-silence.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { readAnyJson } from '#http/read-json.ts';
import { keyActor } from '#http/request-actor.ts';
import { inForm, type RouteDependencies, type Routes } from '#http/routes.ts';
import { orLogged } from '#runtime/or-logged.ts';
import { changeSilence, endSilence, setSilence } from '#usecases/set-silence.ts';
import type { PreviewSilence } from '#usecases/silence-preview.ts';
import { parseMatchers, warningHeader } from '#usecases/silence-terms.ts';
import { AS_JSON_STRINGS } from './json-string.ts';
import { parseSilence } from './parse-silence.ts';
import { matchesSilenceFilter, silenceView } from './silence-view.ts';

/** The routes by which Alertmanager's clients list, set, change and end silences. */
export function alertmanagerSilenceRoutes(
  { runtime: { ports, config, clock, log }, gate }: RouteDependencies,
  coverNow: PreviewSilence,
): Routes<
  | 'GET /api/v2/silences'
  | 'POST /api/v2/silences'
  | 'GET /api/v2/silence/{id}'
  | 'DELETE /api/v2/silence/{id}'
> {
  const set = setSilence(ports);
  const change = changeSilence(ports);
  const end = endSilence(ports);
  const cover = orLogged(log, 'what a silence covers could not be read', coverNow);
  // Of what recurs clients are shown the times that hold, each with its own id.
  const silencesAt = async (now: Instant) =>
    withWindows(await ports.controls.silences(), config.maintenanceWindows, now);
  const unknown = (id: string) => problem('not_found', `There is no silence "${id}".`);
  return inForm(AS_JSON_STRINGS, {
    'GET /api/v2/silences': gate.withKey('read', async ({ rawQueryString }) => {
      const asked = parseMatchers(new URLSearchParams(rawQueryString).getAll('filter'));
      if (typeof asked === 'string') {
        return problem('invalid', asked);
      }
      const now = clock();
      const silences = (await silencesAt(now))
        .filter((silence) => matchesSilenceFilter(silence, asked))
        .sort((a, b) => b.endsAt - a.endsAt);
      return json(
        200,
        silences.map((silence) => silenceView(silence, now)),
      );
    }),
    'POST /api/v2/silences': gate.withKey('respond', async (event, key, note) => {
      const sent = await readAnyJson(event);
      if (sent.kind === 'refused') {
        return sent.problem;
      }
      const now = clock();
      const asked = parseSilence(sent.value, key, config, now);
      if (typeof asked === 'string') {
        return problem('invalid', asked);
      }
      const { id, ...terms } = asked;
      const wanted = { id: randomUUID(), kind: 'silence', ...terms, createdAt: now } as const;
      const made =
        id === undefined ? await set(wanted, now) : await change(id, wanted, keyActor(key), now);
      if (made === undefined) {
        return unknown(id ?? '');
      }
      note(auditedSilence(made));
      const { warnings = [] } = (await cover(asked.matchers, now)) ?? {};
      return json(200, { silenceID: made.id }, warningHeader(warnings));
    }),
    'GET /api/v2/silence/{id}': gate.withKey('read', async (event) => {
      const id = event.pathParameters?.['id'] ?? '';
      const now = clock();
      const found = (await silencesAt(now)).find((silence) => silence.id === id);
      return found === undefined ? unknown(id) : json(200, silenceView(found, now));
    }),
    'DELETE /api/v2/silence/{id}': gate.withKey('respond', async (event, key, note) => {
      const id = event.pathParameters?.['id'] ?? '';
      const ended = await end(id, keyActor(key), clock());
      note(ended === undefined ? {} : auditedSilence(ended));
      return ended === undefined ? unknown(id) : { statusCode: 200 };
    }),
  });
}
