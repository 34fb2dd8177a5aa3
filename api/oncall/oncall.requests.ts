import { body, text } from '#http/fields.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

export const NEW_OVERRIDE = body({
  schedule: text(200),
  person: text(200),
  from: typedTime,
  to: typedTime,
  by: BY,
});
