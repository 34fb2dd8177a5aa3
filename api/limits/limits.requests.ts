import * as z from 'zod/mini';
import {
  body,
  expecting,
  form,
  minutes,
  number,
  optional,
  pair,
  text,
  yesOrNo,
} from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { instant, typedTime } from '#http/time-fields.ts';

const subject = form('a text of 1 to 256 characters', /^.{1,256}$/su);

export const NEW_LIMIT = body({
  subject,
  rule: text(200),
  below: optional(number),
  above: optional(number),
  outside: optional(pair),
  oxygenScale: optional(expecting('2', z.literal(2))),
  endsAt: optional(typedTime),
  minutes: optional(minutes),
  reason: text(500),
  by: BY,
});

export const LIMIT_END = body({ subject, rule: text(200), by: BY });

export const OCCUPANCY = body({ occupied: yesOrNo, since: optional(instant) });

/** A page looks at so many subjects, of which few have limits. */
export const LIMIT_PAGES: Paging = { list: 'limits', most: 1_000, place: ['string'] };
