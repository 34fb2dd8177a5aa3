import { body, form, listOf, minutes, oneOf, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

/** An id of the asker's own, which makes it harmless to ask again. */
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
  comment: text(500),
  by: BY,
});

/** By when they were made, which never changes: ends do. */
export const SILENCE_PAGES: Paging = {
  list: 'silences',
  most: 1_000,
  place: ['number', 'string'],
  choices: { status: ['pending', 'active', 'expired'], kind: KINDS },
};
