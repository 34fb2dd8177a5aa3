import * as z from 'zod/mini';
import { listOf, nested, openBody, optional, type ValuesOf, words } from '#http/fields.ts';
import { instant } from '#http/time-fields.ts';

/** Alertmanager's `matcher`. By default its flags mean equality with a plain value. */
const MATCHER = openBody({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  value: z.string().check(z.maxLength(1_000)),
  isRegex: optional(z.boolean()),
  isEqual: optional(z.boolean()),
});

export type PostedMatcher = ValuesOf<typeof MATCHER>;

const matcher = nested(
  'a matcher {"name": "…", "value": "…", "isRegex": false, "isEqual": true}',
  MATCHER,
);

/**
 * The parts of Alertmanager's `postableSilence` that are read. Other parts are ignored: clients
 * post what they were shown.
 */
export const POSTED_SILENCE = openBody({
  id: optional(words(200)),
  matchers: listOf(matcher, 20),
  startsAt: optional(instant),
  endsAt: instant,
  createdBy: words(200),
  comment: words(500),
});
