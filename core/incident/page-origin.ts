import type { PageOrigin } from '../paging/page.ts';
import type { Incident } from './incident.ts';

/** What the record of a page tells of its incident. */
export function pageOrigin(incident: Incident | undefined, page: string): PageOrigin {
  if (incident === undefined) {
    return {};
  }
  const { service, severity, pages } = incident;
  const via = pages.find(({ id }) => id === page)?.via;
  return { service, severity, ...(via !== undefined && { via }) };
}
