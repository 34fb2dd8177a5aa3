import type { Author } from '#core/actor/actor.ts';
import { type Matcher, matcherText } from '#core/alert/matcher.ts';
import { patternError } from '#core/alert/parse-matcher.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import type { Instant } from '#core/time/instant.ts';
import { readFields } from '#http/fields.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { silenceSpan, whyUnusable } from '#usecases/silence-terms.ts';
import { POSTED_SILENCE, type PostedMatcher } from './alertmanager.requests.ts';

/** The parts of a silence that Alertmanager's clients set; `id` is that of one to change. */
export type PostableSilence = Pick<Silence, 'matchers' | 'startsAt' | 'endsAt' | 'comment'> &
  Author & { readonly id: string | undefined };

/**
 * Parses a silence that Alertmanager's clients post, or returns what is wrong. Other fields are
 * ignored: they post what they were shown.
 */
export function parseSilence(
  body: unknown,
  key: ApiKey,
  config: Config,
  now: Instant,
): PostableSilence | string {
  if (typeof body !== 'object' || body === null) {
    return 'The body must be a JSON object.';
  }
  const read = readFields(body, POSTED_SILENCE);
  if (read.kind === 'errors') {
    return read.errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ');
  }
  const { id, startsAt = now, endsAt, createdBy, comment } = read.fields;
  const matchers = read.fields.matchers.map(asMatcher);
  const span = silenceSpan(
    { startsAt: Math.max(startsAt, now), endsAt },
    { now, timeZone: config.timeZone },
  );
  if (typeof span === 'string') {
    return span;
  }
  for (const one of matchers) {
    const fault = patternError(one);
    if (fault !== undefined) {
      return `The matcher ${matcherText(one)} cannot be used: ${fault}.`;
    }
  }
  const unusable = whyUnusable(matchers);
  if (unusable !== undefined) {
    return unusable;
  }
  const author = authorOf(createdBy, key, config);
  return { id: id || undefined, matchers, ...span, ...author, comment };
}

function asMatcher({ name, value, isRegex = false, isEqual = true }: PostedMatcher): Matcher {
  const op = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return { name, op, value };
}

/**
 * The author is who they say they are, and the key, which nobody can make up. What is posted again
 * has both already.
 */
function authorOf(createdBy: string, { name }: ApiKey, config: Config): Author {
  const said = createdBy.replace(/(, by key .*| \(key .*\))+$/s, '');
  if (said === '' || said === name) {
    return { createdBy: name };
  }
  const isPerson = teamPerson(config, said) !== undefined;
  return { createdBy: said, createdByKey: name, ...(isPerson && { byPerson: true }) };
}
