import { createHash } from 'node:crypto';
import type { Incident } from '#core/incident/incident.ts';
import type { BundleContents, PageContents } from '#core/messages/contents.ts';
import { type CodeOf, codeFrom } from '#core/messages/subject-code.ts';
import type { Wording } from '#core/messages/wording.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { paging } from './incident.ts';

/** Code of a subject where no secret is needed. */
export const codeOf: CodeOf = (subject) => codeFrom(createHash('sha256').update(subject).digest());

/** Context that the wording of a page needs. */
export function wording(config: Config, now: Instant): Wording {
  return { config, codeOf, now };
}

/** Returns the first pages to anna about several incidents, in one message. */
export function bundleOf(incidents: readonly Incident[], link: string): BundleContents {
  return { kind: 'bundle', pages: incidents.map((of) => pageOf(of, link)), link };
}

/** Returns the first page to anna about an incident. */
export function pageOf(of: Incident, link: string, more: Partial<PageOrder> = {}): PageContents {
  const { incident, order } = paging(of, 'anna');
  return { kind: 'page', incident, order: { ...order, ...more }, link };
}
