import { compareSeverity } from '#core/alert/severity.ts';
import type { Config, Person } from '#core/config.ts';
import type { Incident } from '#core/incident/incident.ts';
import { incidentCard } from '#core/notification/incident-card.ts';
import { linkTag } from '#core/notification/link.ts';
import type { Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { InboxItem, LinkView } from './link-view.ts';
import type { Ports } from './ports.ts';
import { linkPath } from './sign-link.ts';

/** So that the page stays small; what is left comes when these are answered. */
const SHOWN = 15;

/**
 * The open incidents about which somebody was paged: those that nobody has taken first, the worst,
 * then the oldest, first.
 */
export async function listInbox(
  { incidents, links }: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
  person: Person,
  now: Instant,
): Promise<Extract<LinkView, { kind: 'inbox' }>> {
  const open = (await incidents.open()).filter((incident) => wasPaged(incident, person.id));
  const sorted = open.sort(
    (a, b) =>
      Number(a.status === 'acknowledged') - Number(b.status === 'acknowledged') ||
      compareSeverity(a.severity, b.severity) ||
      a.openedAt - b.openedAt,
  );
  const wording = { config, codeOf: await links.subjectCodes(), now };
  const items = await allInParallel(
    sorted.slice(0, SHOWN),
    SHOWN,
    async (incident): Promise<InboxItem> => {
      const page = incident.pages.findLast((p) => p.responder === person.id);
      const tag = linkTag(page?.id ?? '');
      return {
        card: incidentCard(incident, person.id, wording),
        path: await linkPath(links, { kind: 'page', incident: incident.id, page: tag }),
      };
    },
  );
  return { kind: 'inbox', person: person.name, items, more: sorted.length - items.length };
}

/**
 * Whether the incident has, or had, a page for this person: only then may the person's link touch
 * it.
 */
export function wasPaged(incident: Incident, person: string): boolean {
  return incident.pages.some((page) => page.responder === person);
}
