import { randomUUID } from 'node:crypto';
import { CHEAPER_PATTERN, isCostly } from '#core/alert/costly-pattern.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { DAY, type Instant, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { instant, listOf, minutes, oneOf, optional, text } from '#lambdas/support/fields.ts';
import { json } from '#lambdas/support/http.ts';
import { problem } from '#lambdas/support/problem.ts';
import { readJson } from '#lambdas/support/read-json.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { endSilence, setSilence } from '#usecases/set-silence.ts';

const NEW_SILENCE = {
  matchers: listOf(text(1_000), 20),
  kind: optional(oneOf(['silence', 'maintenance'])),
  startsAt: optional(instant),
  endsAt: optional(instant),
  minutes: optional(minutes),
  comment: text(500),
};

/** A silence longer than this is a rule that should be changed. */
const LONGEST = 366 * DAY;

/** Silences and maintenance windows. */
export function silenceRoutes({
  runtime: { ports, clock },
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
        const { comment, kind = 'silence' } = fields;
        const span = spanOf(fields, now);
        if (typeof span === 'string') return problem('invalid', span);
        const matchers = matchersOf(fields.matchers);
        if (typeof matchers === 'string') return problem('invalid', matchers);
        const silence = { id: randomUUID(), kind, matchers, ...span, comment };
        const made = { createdBy: key.name, createdAt: now };
        return json(201, view(await set({ ...silence, ...made }, now), now));
      }),
    ),
    'DELETE /v1/silences/{id}': gate.withKey('respond', async (event) => {
      const id = event.pathParameters?.['id'] ?? '';
      const now = clock();
      const ended = await end(id, now);
      return ended === undefined
        ? problem('not_found', `There is no silence "${id}".`)
        : json(200, view(ended, now));
    }),
  };
}

type Span = Pick<Silence, 'startsAt' | 'endsAt'>;

/** When it lasts, or what is wrong with what was asked for. */
function spanOf(
  asked: {
    startsAt: Instant | undefined;
    endsAt: Instant | undefined;
    minutes: number | undefined;
  },
  now: Instant,
): Span | string {
  const startsAt = asked.startsAt ?? now;
  if ((asked.endsAt === undefined) === (asked.minutes === undefined))
    return 'Say how long it lasts: either "endsAt" or "minutes".';
  const endsAt = asked.endsAt ?? startsAt + (asked.minutes ?? 0) * MINUTE;
  if (endsAt <= startsAt || endsAt <= now)
    return `It would end at ${isoTime(endsAt)}: a silence ends after it starts, and in the future.`;
  if (endsAt - startsAt > LONGEST)
    return 'A silence lasts at most 366 days. Change the rule instead.';
  return { startsAt, endsAt };
}

/** The matchers, or what is wrong with the first that cannot be used. They are matched for every alert, so none may be costly. */
function matchersOf(texts: readonly string[]): readonly Matcher[] | string {
  const matchers: Matcher[] = [];
  for (const given of texts) {
    const parsed = parseMatcher(given);
    if (!parsed.ok) return `The matcher ${given} cannot be used: ${parsed.reason}.`;
    const { op, value } = parsed.matcher;
    if ((op === '=~' || op === '!~') && isCostly(value))
      return `The matcher ${given} could take very long: ${CHEAPER_PATTERN}.`;
    matchers.push(parsed.matcher);
  }
  return matchers.some(isSelective)
    ? matchers
    : 'These matchers would match every alert. Name at least one value, as in subject="bed-1".';
}

function isSelective({ op, value }: Matcher): boolean {
  return value !== '' && !(op === '=~' && ['.*', '.+'].includes(value));
}

function view(silence: Silence, now: Instant): object {
  const { startsAt, endsAt, createdAt, matchers, ...rest } = silence;
  return {
    ...rest,
    status: now < startsAt ? 'pending' : now < endsAt ? 'active' : 'expired',
    matchers: matchers.map(({ name, op, value }) => `${name}${op}${JSON.stringify(value)}`),
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
    createdAt: isoTime(createdAt),
  };
}
