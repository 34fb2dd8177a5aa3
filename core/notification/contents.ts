import type { Incident } from '../incident/incident.ts';
import type { PageOrder } from './page.ts';

/** What one message about one incident says, to whom and why, and the link at its end. */
export interface PageContents {
  readonly kind: 'page';
  readonly incident: Incident;
  readonly order: PageOrder;
  readonly link: string;
}

/** Several incidents in one message, with a link to the list of them. */
export interface BundleContents {
  readonly kind: 'bundle';
  readonly incidents: readonly Incident[];
  readonly link: string;
}

/** What one message is about. */
export type Contents = PageContents | BundleContents;
