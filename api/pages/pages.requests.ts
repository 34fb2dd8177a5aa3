import { PAGE_REASONS, PAGE_STATUSES } from '#core/paging/page.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { EXPORT_FORMATS } from '#http/exported.ts';
import type { Paging } from '#http/paging.ts';

export const PAGE_LOG_PAGES: Paging = {
  list: 'pages',
  most: 1_000,
  place: ['number', 'string'],
  choices: {
    format: EXPORT_FORMATS,
    channel: CHANNELS,
    status: PAGE_STATUSES,
    reason: PAGE_REASONS,
  },
};

/** How many days back is searched unless it is said. */
export const PAGE_LOG_DAYS = 31;
