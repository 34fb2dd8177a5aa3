import type { Incident } from '#core/incident/incident.ts';
import { LINK_LIFETIME, linkTag } from '#core/messages/link.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';
import { verifyLink } from './sign-link.ts';

/**
 * The page or inbox that a link leads to, and the person whose link it is; `token` is the link's
 * own.
 */
export type Opened =
  | OpenedIncident
  | OpenedInbox
  | { readonly kind: 'expired' | 'gone' | 'invalid' };

export interface OpenedIncident {
  readonly kind: 'incident';
  readonly token: string;
  readonly person: Person;
  readonly incident: Incident;
}

export interface OpenedInbox {
  readonly kind: 'inbox';
  readonly token: string;
  readonly person: Person;
}

/**
 * Resolves a link. The link of a page works while its incident is open, and for a day in any case;
 * no link works once its person has left the config.
 */
export function followLink(
  { incidents, links }: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
) {
  return async (token: string, now: Instant): Promise<Opened> => {
    const target = await verifyLink(links, token);
    if (target === undefined || target.kind === 'exchange') {
      return { kind: 'invalid' };
    }
    if (target.kind === 'inbox') {
      const person = Object.values(config.people).find((p) => linkTag(p.id) === target.responder);
      if (person === undefined || now >= target.expiresAt) {
        return { kind: 'expired' };
      }
      return { kind: 'inbox', token, person };
    }
    const incident = (await incidents.load([target.incident])).get(target.incident);
    if (incident === undefined) {
      return { kind: 'gone' };
    }
    const page = incident.pages.find((p) => linkTag(p.id) === target.page);
    const person = page && config.people[page.responder];
    if (page === undefined || person === undefined) {
      return { kind: 'expired' };
    }
    if (incident.status === 'resolved' && now >= page.at + LINK_LIFETIME) {
      return { kind: 'expired' };
    }
    return { kind: 'incident', token, person, incident };
  };
}
