import { body, nested, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

export const NEW_EXCHANGE = body({
  giver: text(200),
  taker: optional(text(200)),
  schedule: text(200),
  from: typedTime,
  to: typedTime,
  inReturn: optional(
    nested(
      'an object with "from" and "to", and perhaps "schedule"',
      body({ schedule: optional(text(200)), from: typedTime, to: typedTime }),
    ),
  ),
  comment: optional(text(500)),
  by: BY,
});

export const ACCEPTANCE = body({ id: text(200), taker: optional(text(200)), by: BY });

export const EXCHANGE_END = body({ id: text(200), by: BY });

export const EXCHANGE_STATES = ['open', 'accepted', 'declined', 'withdrawn', 'expired'] as const;

export const EXCHANGE_PAGES: Paging = {
  list: 'exchanges',
  most: 1_000,
  place: ['number', 'string'],
  choices: { status: EXCHANGE_STATES },
};
