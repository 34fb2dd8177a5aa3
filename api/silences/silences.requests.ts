import { body, form, listOf, minutes, oneOf, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { timeZone, typedTime } from '#http/time-fields.ts';

/** An id chosen by the client, which makes the request idempotent. */
const silenceId = form(
  'an id of 1 to 64 letters, digits, dots, hyphens and underscores',
  /^[\w.-]{1,64}$/,
);

export const KINDS = ['silence', 'maintenance'] as const;

export const NEW_SILENCE = body({
  id: optional(silenceId),
  matchers: listOf(text(1_000), 20),
  kind: optional(oneOf(KINDS)),
  startsAt: optional(typedTime),
  endsAt: optional(typedTime),
  minutes: optional(minutes),
  cron: optional(text(200)),
  rrule: optional(text(200)),
  timeZone: optional(timeZone),
  comment: text(500),
  by: BY,
});

/** Sorted by their creation, which never changes: ends do. */
export const SILENCE_PAGES: Paging = {
  list: 'silences',
  most: 1_000,
  place: ['number', 'string'],
  choices: { status: ['pending', 'active', 'expired'], kind: KINDS, covers: ['now'] },
};
