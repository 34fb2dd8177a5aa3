import { CHANNELS } from '#core/responder/channel.ts';
import { body, oneOf, optional, text } from '#http/fields.ts';
import { BY } from '#http/request-actor.ts';

export const NEW_CONTACT = body({
  person: text(48),
  channel: oneOf(CHANNELS),
  address: text(254),
  by: BY,
});

export const CONFIRMATION = body({
  person: text(48),
  /** Mail filters make links of it that are several times as long. */
  link: text(8_000),
  by: BY,
});

export const TEST_PAGE = body({ person: text(48), channel: optional(oneOf(CHANNELS)) });
