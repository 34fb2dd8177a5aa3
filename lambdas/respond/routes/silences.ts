import { randomUUID } from 'node:crypto';
import { matcherText } from '#core/alert/matcher.ts';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { instant, listOf, minutes, oneOf, optional, text } from '#lambdas/support/fields.ts';
import { json } from '#lambdas/support/http.ts';
import { problem } from '#lambdas/support/problem.ts';
import { readJson } from '#lambdas/support/read-json.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { authorOf, BY, named, whoAsks } from '#lambdas/support/who-asks.ts';
import { endSilence, setSilence } from '#usecases/set-silence.ts';
import { isSelective, readMatchers, spanOf, UNSELECTIVE } from '../silence-terms.ts';

const NEW_SILENCE = {
  matchers: listOf(text(1_000), 20),
  kind: optional(oneOf(['silence', 'maintenance'])),
  startsAt: optional(instant),
  endsAt: optional(instant),
  minutes: optional(minutes),
  comment: text(500),
  by: BY,
};

/** Silences and maintenance windows. */
export function silenceRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'GET /v1/silences' | 'POST /v1/silences' | 'DELETE /v1/silences/{id}'> {
  const set = setSilence(ports);
  const end = endSilence(ports);
  return {
    'GET /v1/silences': gate.withKey('read', async () => {
      const now = clock();
      const silences = [...(await ports.controls.silences())].sort((a, b) => b.endsAt - a.endsAt);
      return json(200, { silences: silences.map((silence) => view(silence, now)) });
    }),
    'POST /v1/silences': gate.withKey('respond', (event, key) =>
      readJson(event, NEW_SILENCE, async (fields) => {
        const now = clock();
        const who = whoAsks(fields.by, key, config);
        if (typeof who === 'string') return problem('unknown_name', who);
        const { comment, kind = 'silence' } = fields;
        const span = spanOf(fields, now);
        if (typeof span === 'string') return problem('invalid', span);
        const matchers = readMatchers(fields.matchers);
        if (typeof matchers === 'string') return problem('invalid', matchers);
        if (!isSelective(matchers)) return problem('invalid', UNSELECTIVE);
        const silence = { id: randomUUID(), kind, matchers, ...span, comment };
        const made = { ...authorOf(fields.by, key), createdAt: now };
        return json(201, view(await set({ ...silence, ...made }, now), now));
      }),
    ),
    'DELETE /v1/silences/{id}': gate.withKey('respond', async (event, key) => {
      const who = whoAsks(event.queryStringParameters?.['by'], key, config);
      if (typeof who === 'string') return problem('unknown_name', who);
      const id = event.pathParameters?.['id'] ?? '';
      const now = clock();
      const ended = await end(id, who, now);
      return ended === undefined
        ? problem('not_found', `There is no silence "${id}".`)
        : json(200, view(ended, now));
    }),
  };
}

function view(silence: Silence, now: Instant): object {
  const { startsAt, endsAt, createdAt, updatedAt, matchers, endedBy, ...rest } = silence;
  return {
    ...rest,
    status: silenceStatus(silence, now),
    matchers: matchers.map(matcherText),
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
    createdAt: isoTime(createdAt),
    ...(updatedAt !== undefined && { updatedAt: isoTime(updatedAt) }),
    ...named('endedBy', endedBy),
  };
}
