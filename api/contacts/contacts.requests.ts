import { CHANNELS } from '#core/responder/channel.ts';
import { body, oneOf, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';

export const NEW_CONTACT = body({
  person: text(48),
  channel: oneOf(CHANNELS),
  address: text(254),
  by: BY,
});

export const CONFIRMATION = body({
  person: text(48),
  /** Mail filters rewrite it to links that are several times as long. */
  link: text(8_000),
  by: BY,
});

export const TEST_PAGE = body({
  person: text(48),
  channel: optional(oneOf(CHANNELS)),
  by: BY,
});

/**
 * SNS is asked about one topic after the other: more people would take longer than an answer may.
 */
const AT_ONCE = 40;

/** How many gaps, and weak spots, the preview of a removal names. */
export const MOST_LOSSES = 20;

export const CONTACT_PAGES: Paging = { list: 'contacts', most: AT_ONCE, place: ['string'] };
