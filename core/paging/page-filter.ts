import type { Channel } from '../responder/channel.ts';
import type { PageReason, PageRecord } from './page.ts';

/** What pages are searched by; what is absent does not matter. */
export interface PageFilter {
  /** To whom it went, by id. */
  readonly person?: string | undefined;
  readonly service?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly status?: PageRecord['status'] | undefined;
  readonly reason?: PageReason | undefined;
}

export function matchesPageFilter(
  { order, status, service }: PageRecord,
  filter: PageFilter,
): boolean {
  const { responder: person, channel, reason } = order;
  const has = { person, channel, reason, status, service };
  return Object.entries(has).every(([name, value]) => {
    const wanted = filter[name as keyof PageFilter];
    return wanted === undefined || wanted === value;
  });
}
