import { body, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';

export const NEW_CALENDAR = body({
  person: optional(text(200)),
  schedule: optional(text(200)),
  by: BY,
});

export const CALENDAR_END = body({ id: text(200), by: BY });

export const CALENDAR_PAGES: Paging = {
  list: 'calendars',
  most: 1_000,
  place: ['number', 'string'],
};
