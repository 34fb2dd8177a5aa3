import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import type { Incident } from './incident.ts';
import { reconcile } from './reconcile.ts';

/** A page that will leave if nobody answers and nothing else changes. */
export interface NextPage {
  readonly responder: string;
  readonly channel: Channel;
  readonly at: Instant;
}

/**
 * Foretells whom an incident pages next: those whose pages wait for their time, and then whom its
 * next step pages, by doing what it is due for at that time and looking. Empty: nobody.
 */
export function nextPages(
  incident: Incident,
  context: Pick<IncidentContext, 'config' | 'silences' | 'overrides'>,
): readonly NextPage[] {
  const waiting = incident.pages.filter(({ status }) => status === 'planned');
  const at = pagesAgainAt(incident);
  const then = at === undefined ? [] : pagesThen(incident, { ...context, now: at });
  return [...waiting, ...then]
    .map((page) => ({ responder: page.responder, channel: page.channel, at: page.at }))
    .sort((a, b) => a.at - b.at);
}

/** When its escalation goes on or begins again: a step is next, or what keeps it quiet is over. */
export function pagesAgainAt({ status, silenced, acknowledgement, escalation }: Incident) {
  switch (status) {
    case 'resolved':
      return undefined;
    case 'acknowledged':
      return acknowledgement?.until;
    case 'triggered':
      return silenced?.until ?? escalation.nextAt;
  }
}

function pagesThen(incident: Incident, context: Omit<IncidentContext, 'records'>) {
  const known = new Set(incident.pages.map(({ id }) => id));
  const then = reconcile(incident, { ...context, records: new Map() });
  return then.pages.filter(({ id }) => !known.has(id));
}
