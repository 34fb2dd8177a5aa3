import { body, minutes, oneOf, optional, text } from '#http/fields.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

/** What an action may need; which it does need is the action's own. */
export const ACTION = body({
  by: BY,
  until: optional(typedTime),
  minutes: optional(minutes),
  to: optional(text(200)),
  text: optional(text(2_000)),
  stillFiring: optional(oneOf(['confirmed'])),
});
