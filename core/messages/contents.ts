import type { Incident } from '../incident/incident.ts';
import type { PageOrder } from '../paging/page.ts';

/** What one message about one incident says, to whom and why, and the link at its end. */
export interface PageContents {
  readonly kind: 'page';
  readonly incident: Incident;
  readonly order: PageOrder;
  readonly link: string;
}

/** Pages about several incidents in one message, with a link to the list of them. */
export interface BundleContents {
  readonly kind: 'bundle';
  readonly pages: readonly Pick<PageContents, 'incident' | 'order'>[];
  readonly link: string;
}

/** What one message is about. */
export type Contents = PageContents | BundleContents;
