import type { Author } from '#core/actor/actor.ts';
import { type Matcher, matcherText } from '#core/alert/matcher.ts';
import { patternFault } from '#core/alert/parse-matcher.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Field, instant, listOf, optional, readFields } from '#http/fields.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { isSelective, spanOf, UNSELECTIVE, whyImpossible } from '#usecases/silence-terms.ts';

/** What of a silence Alertmanager's clients say; `id` is that of one to change. */
export type AskedSilence = Pick<Silence, 'matchers' | 'startsAt' | 'endsAt' | 'comment'> &
  Author & { readonly id: string | undefined };

const matcher: Field<Matcher> = {
  expects: 'a matcher {"name": "…", "value": "…", "isRegex": false, "isEqual": true}',
  read: (given) => {
    if (typeof given !== 'object' || given === null) {
      return undefined;
    }
    const { name, value, isRegex = false, isEqual = true } = given as Record<string, unknown>;
    if (typeof name !== 'string' || name === '' || name.length > 200) {
      return undefined;
    }
    if (typeof value !== 'string' || value.length > 1_000) {
      return undefined;
    }
    if (typeof isRegex !== 'boolean' || typeof isEqual !== 'boolean') {
      return undefined;
    }
    const op = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
    return { name, op, value };
  },
};

/** A text that may be empty. */
const words = (most: number): Field<string> => ({
  expects: `a text of at most ${most} characters`,
  read: (value) => (typeof value === 'string' && value.length <= most ? value.trim() : undefined),
});

const ASKED = {
  id: optional(words(200)),
  matchers: listOf(matcher, 20),
  startsAt: optional(instant),
  endsAt: instant,
  createdBy: words(200),
  comment: words(500),
};

/**
 * Reads a silence as Alertmanager's clients post it, or says what is wrong. What else it holds is
 * not looked at: they post what they were shown.
 */
export function readSilence(
  body: unknown,
  key: ApiKey,
  config: Config,
  now: Instant,
): AskedSilence | string {
  if (typeof body !== 'object' || body === null) {
    return 'The body must be a JSON object.';
  }
  const known = Object.entries(body).filter(([name]) => Object.hasOwn(ASKED, name));
  const read = readFields(Object.fromEntries(known), ASKED);
  if (read.kind === 'errors') {
    return read.errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ');
  }
  const { id, matchers, startsAt = now, endsAt, createdBy, comment } = read.fields;
  const span = spanOf(
    { startsAt: Math.max(startsAt, now), endsAt },
    { now, timeZone: config.timeZone },
  );
  if (typeof span === 'string') {
    return span;
  }
  for (const one of matchers) {
    const fault = patternFault(one);
    if (fault !== undefined) {
      return `The matcher ${matcherText(one)} cannot be used: ${fault}.`;
    }
  }
  if (!isSelective(matchers)) {
    return UNSELECTIVE;
  }
  const impossible = whyImpossible(matchers);
  if (impossible !== undefined) {
    return impossible;
  }
  const author = authorOf(createdBy, key, config);
  return { id: id || undefined, matchers, ...span, ...author, comment };
}

/**
 * Who they say they are, and the key, which nobody can make up. What is posted again has both
 * already.
 */
function authorOf(createdBy: string, { name }: ApiKey, config: Config): Author {
  const said = createdBy.replace(/(, by key .*| \(key .*\))+$/s, '');
  if (said === '' || said === name) {
    return { createdBy: name };
  }
  const byPerson = teamPerson(config, said) !== undefined;
  return { createdBy: said, createdByKey: name, ...(byPerson && { byPerson }) };
}
