import { own } from '../collections/own.ts';
import type { EscalationPath } from '../escalation/escalation-path.ts';
import { applicableRules } from '../escalation/reach.ts';
import type { PageReason } from '../paging/page.ts';
import type { Unwanted } from '../paging/result.ts';
import type { Channel, NotificationRule } from '../responder/channel.ts';
import type { IncidentContext } from './context.ts';
import type { Incident, IncidentPage } from './incident.ts';
import { appendTimeline } from './timeline.ts';

/** Whom to page, and how the config leads to each; without paths somebody named them by hand. */
interface Paged {
  readonly responders: readonly string[];
  readonly pathTo?: (responder: string) => EscalationPath;
}

/**
 * Plans a page for each responder by each channel that the person wants for this severity, each
 * after its delay.
 */
export function planPages(
  incident: Incident,
  { responders, pathTo }: Paged,
  context: IncidentContext,
  reason: PageReason,
): Incident {
  const { now, config } = context;
  const { run, position } = incident.escalation;
  const known = new Set(incident.pages.map(({ id }) => id));
  const pages = responders.flatMap((responder) => {
    const person = own(config.people, responder);
    const wanted = person === undefined ? [] : applicableRules(person, incident.severity);
    const via = pathTo?.(responder);
    return earliestPerChannel(wanted).map(
      ({ channel, delay }): IncidentPage => ({
        id: newId([incident.id, run, position, responder, channel].join('.'), known),
        responder,
        channel,
        reason,
        at: now + delay,
        run,
        position,
        ...(via !== undefined && { via }),
        status: 'planned',
      }),
    );
  });
  const declined = incident.escalation.declined.filter((person) => !responders.includes(person));
  const planned: Incident = {
    ...incident,
    pages: [...incident.pages, ...pages],
    escalation: { ...incident.escalation, declined },
  };
  return appendTimeline(planned, now, { code: 'page.planned', data: { responders, reason } });
}

/** Withdraws every page that has not been relayed, or those to one person. */
export function withdrawPlanned(incident: Incident, result: Unwanted, person?: string): Incident {
  const isMeant = ({ status, responder }: IncidentPage) =>
    status === 'planned' && (person === undefined || responder === person);
  if (!incident.pages.some(isMeant)) {
    return incident;
  }
  const pages = incident.pages.map((page) =>
    isMeant(page) ? ({ ...page, status: 'withdrawn', result } as const) : page,
  );
  return { ...incident, pages };
}

/** Somebody whose answer has lapsed is paged again at the same step. */
function newId(id: string, known: ReadonlySet<string>): string {
  return known.has(id) ? newId(`${id}.again`, known) : id;
}

function earliestPerChannel(rules: readonly NotificationRule[]): readonly NotificationRule[] {
  const byChannel = new Map<Channel, NotificationRule>();
  for (const rule of rules) {
    const known = byChannel.get(rule.channel);
    if (known === undefined || rule.delay < known.delay) {
      byChannel.set(rule.channel, rule);
    }
  }
  return [...byChannel.values()];
}
