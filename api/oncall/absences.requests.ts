import { body, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

export const NEW_ABSENCE = body({
  person: text(200),
  from: typedTime,
  to: typedTime,
  comment: optional(text(500)),
  uncovered: optional(text(500)),
  by: BY,
});

export const ABSENCE_END = body({ id: text(200), by: BY });

export const ABSENCE_PAGES: Paging = {
  list: 'absences',
  most: 1_000,
  place: ['number', 'string'],
};
