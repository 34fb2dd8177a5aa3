import type { Channel } from '../responder/channel.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { coveringSilence } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import { deferredUntil, type Incident } from './incident.ts';
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

/**
 * Foretells the same of many incidents: those of a storm stand alike, and are asked about once,
 * since whoever is on call takes milliseconds to find.
 */
export function nextPagesOfMany(
  context: Pick<IncidentContext, 'config' | 'silences' | 'overrides'>,
): (incident: Incident) => readonly NextPage[] {
  const known = new Map<string, { readonly at: Instant; readonly pages: readonly NextPage[] }>();
  return (incident) => {
    const at = pagesAgainAt(incident) ?? 0;
    const key = standing(incident, at, context);
    const alike = known.get(key);
    if (alike !== undefined) {
      return alike.pages.map((page) => ({ ...page, at: page.at - alike.at + at }));
    }
    const pages = nextPages(incident, context);
    known.set(key, { at, pages });
    return pages;
  };
}

/** All on which it depends whom an incident pages next. Turns change at whole minutes. */
function standing(
  incident: Incident,
  at: Instant,
  { silences }: Pick<IncidentContext, 'silences'>,
): string {
  const { service, severity, status, pages, flapping, acknowledgement, answers } = incident;
  const { nextAt: _, ...escalation } = incident.escalation;
  const silence = coveringSilence(incident, { silences, now: at })?.by;
  const paged = pages.map(({ responder, channel, status: stands, run, position, at: moment }) => {
    const planned = stands === 'planned' ? moment - at : undefined;
    return [responder, channel, stands, run, position, planned];
  });
  return JSON.stringify([
    ...[service, severity, status, escalation, paged, flapping, acknowledgement?.by],
    answers?.from.map(({ by }) => by),
    ...[Math.floor(at / MINUTE), silence, incident.silenced !== undefined],
    incident.inhibited !== undefined,
  ]);
}

/**
 * When its escalation goes on or begins again: a step is next, or all that keeps it quiet is over.
 * An acknowledgement that expires while it is silenced pages nobody before the silence ends. When
 * an inhibitor ends nobody knows beforehand.
 */
export function pagesAgainAt(incident: Incident): Instant | undefined {
  const { status, silenced, inhibited, acknowledgement, escalation } = incident;
  if (inhibited !== undefined) {
    return undefined;
  }
  switch (status) {
    case 'resolved':
      return undefined;
    case 'acknowledged':
      return acknowledgement?.until && Math.max(acknowledgement.until, silenced?.until ?? 0);
    case 'triggered':
      return silenced?.until ?? escalation.nextAt;
  }
}

function pagesThen(incident: Incident, context: Omit<IncidentContext, 'records'>) {
  const known = new Set(incident.pages.map(({ id }) => id));
  const then = reconcile(incident, { ...context, records: new Map() });
  const until = deferredUntil(then);
  // Its next step falls outside the hours of its service: it begins again when they do.
  const after =
    until !== undefined && until > context.now
      ? reconcile(then, { ...context, records: new Map(), now: until })
      : then;
  return after.pages.filter(({ id }) => !known.has(id));
}
