import { compareSeverity } from '#core/alert/severity.ts';
import { hasAnswered } from '#core/incident/answers.ts';
import type { Incident } from '#core/incident/incident.ts';
import { listTag } from '#core/messages/form-text.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { linkTag } from '#core/messages/link.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { OpenedInbox } from './follow-link.ts';
import { allInParallel } from './in-parallel.ts';
import type { InboxItem, LinkView } from './link-view.ts';
import type { Ports } from './ports.ts';
import { signForm } from './sign-form.ts';
import { linkToken } from './sign-link.ts';

/** Keeps the page small; the rest is shown once these are answered. */
const SHOWN = 15;

/** Builds the pages of an inbox, and of the confirmation of several incidents at once. */
export interface InboxPages {
  /** The open incidents about which the person was paged. */
  list(inbox: OpenedInbox, now: Instant): Promise<Extract<LinkView, { kind: 'inbox' }>>;
  /** Those of the named incidents that still need an answer, for a confirmation of all of them. */
  question(
    inbox: OpenedInbox,
    named: readonly string[],
    now: Instant,
  ): Promise<Extract<LinkView, { kind: 'question' }>>;
}

/** Sorts unacknowledged incidents first, then by severity, then the oldest first. */
export function inboxPages(
  { incidents, links }: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
): InboxPages {
  const openOf = async ({ person }: OpenedInbox) =>
    (await incidents.open())
      .filter((incident) => wasPaged(incident, person.id))
      .sort(
        (a, b) =>
          Number(a.status === 'acknowledged') - Number(b.status === 'acknowledged') ||
          compareSeverity(a.severity, b.severity) ||
          a.openedAt - b.openedAt,
      );
  const itemsOf = async ({ person }: OpenedInbox, shown: readonly Incident[], now: Instant) => {
    const wording = { config, codeOf: await links.subjectCodes(), now };
    return allInParallel(shown, SHOWN, async (incident): Promise<InboxItem> => {
      const page = incident.pages.findLast((p) => p.responder === person.id);
      const target = { incident: incident.id, page: linkTag(page?.id ?? '') };
      return {
        card: incidentCard(incident, person.id, wording),
        token: await linkToken(links, { kind: 'page', ...target }),
      };
    });
  };
  return {
    async list(inbox, now) {
      const open = await openOf(inbox);
      const items = await itemsOf(inbox, open.slice(0, SHOWN), now);
      const tag = listTag('list', waitingTokens(items));
      const form = await signForm(links, inbox.token, tag);
      const more = open.length - items.length;
      const waiting = open.filter((one) => isWaiting(one, inbox)).length;
      return { kind: 'inbox', person: inbox.person.name, items, more, waiting, form };
    },
    async question(inbox, named, now) {
      const waiting = (await openOf(inbox)).filter((one) => isWaiting(one, inbox));
      const asked = waiting.filter(({ id }) => named.includes(id));
      const items = await itemsOf(inbox, asked.slice(0, SHOWN), now);
      const tag = listTag('question', waitingTokens(items));
      const form = await signForm(links, inbox.token, tag);
      const answered = named.length - items.length;
      const others = waiting.length - items.length;
      return { kind: 'question', person: inbox.person.name, items, answered, others, form };
    },
  };
}

/** The incidents that need an answer, as a form names them. */
function waitingTokens(items: readonly InboxItem[]): readonly string[] {
  return items.filter(({ card }) => card.actions.includes('acknowledge')).map(({ token }) => token);
}

/** Whether it needs an answer of this person, who may be one of several who must. */
function isWaiting(incident: Incident, { person }: OpenedInbox): boolean {
  return incident.status === 'triggered' && !hasAnswered(incident, person.id);
}

/**
 * Whether the incident has, or had, a page for this person: only then may the person's link act on
 * it.
 */
export function wasPaged(incident: Incident, person: string): boolean {
  return incident.pages.some((page) => page.responder === person);
}
