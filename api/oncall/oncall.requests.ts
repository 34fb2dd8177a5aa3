import { NOTE_LIMIT } from '#core/oncall/hand-off-note.ts';
import { body, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

export const NEW_OVERRIDE = body({
  schedule: text(200),
  person: text(200),
  from: typedTime,
  to: typedTime,
  instead: optional(text(200)),
  comment: optional(text(500)),
  by: BY,
});

export const NEW_NOTE = body({ schedule: text(200), text: optional(text(NOTE_LIMIT)), by: BY });

export const OVERRIDE_PAGES: Paging = {
  list: 'overrides',
  most: 1_000,
  place: ['number', 'string'],
};

export const DUTY_PAGES: Paging = {
  list: 'oncall',
  most: 1_000,
  place: ['string', 'string'],
};

export const TURN_PAGES: Paging = {
  list: 'turns',
  most: 1_000,
  place: ['number', 'string', 'number', 'string'],
  choices: { layers: ['each'] },
};

/**
 * How many spans of each kind the preview of an override tells: turns that change every few hours
 * would make thousands of 400 days.
 */
export const MOST_SPANS = 100;

export const SERVICE_DUTY_PAGES: Paging = { list: 'oncall-services', most: 200, place: ['string'] };

/** How many days a calendar goes on for unless its end is given. */
export const TURN_DAYS = 28;
