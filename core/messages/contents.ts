import type { Incident } from '../incident/incident.ts';
import type { PageOrder } from '../paging/page.ts';

/**
 * The contents of a message about one incident: what it says to whom and why, and the link at its
 * end.
 */
export interface PageContents {
  readonly kind: 'page';
  readonly incident: Incident;
  readonly order: PageOrder;
  readonly link: string;
}

/** The contents of a message about several incidents, with a link to their list. */
export interface BundleContents {
  readonly kind: 'bundle';
  readonly pages: readonly Pick<PageContents, 'incident' | 'order'>[];
  readonly link: string;
}

/** The contents of one message. */
export type Contents = PageContents | BundleContents;
