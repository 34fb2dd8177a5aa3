import { compareSeverity } from '#core/alert/severity.ts';
import type { Change } from '#core/change/change.ts';
import { alertsOf, firingAlerts } from '#core/incident/alerts.ts';
import { flappingStates, isFlapping } from '#core/incident/flapping.ts';
import type { Flapping, Incident, IncidentAlert, IncidentPage } from '#core/incident/incident.ts';
import { awaitedResponders } from '#core/incident/page-outcomes.ts';
import { type SubjectNaming, subjectNameOf } from '#core/messages/subject-name.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { LinkedIncidents } from '#usecases/linked-incidents.ts';

const SUBJECTS_SHOWN = 20;

/**
 * An incident in a list: what, where, how bad, who has it, and what happens next. Pages call the
 * subjects as `inPages` has it, in the same order.
 */
export function summaryView(incident: Incident, naming: SubjectNaming): object {
  const { id, status, severity, service, openedAt, acknowledgement, silenced } = incident;
  const { resolvedBy, resolvedByKey } = incident;
  const firing = firingAlerts(incident);
  const all = alertsOf(incident);
  const shown = firing.length > 0 ? firing : all;
  const about = new Map(shown.map(({ alert }) => [alert.subject, subjectNameOf(alert, naming)]));
  const [worst] = [...shown].sort((a, b) => compareSeverity(a.alert.severity, b.alert.severity));
  return {
    id,
    status,
    severity,
    service,
    title: worst?.alert.title ?? '',
    subjects: [...about.keys()].slice(0, SUBJECTS_SHOWN),
    inPages: [...about.values()].slice(0, SUBJECTS_SHOWN),
    ...(about.size > SUBJECTS_SHOWN && { moreSubjects: about.size - SUBJECTS_SHOWN }),
    alerts: { firing: firing.length, all: all.length },
    openedAt: isoTime(openedAt),
    escalation: incident.escalation.phase,
    ...at('nextPageAt', incident.escalation.nextAt),
    ...(acknowledgement && {
      acknowledgedBy: acknowledgement.by,
      acknowledgedByPerson: acknowledgement.person,
      ...(acknowledgement.key !== undefined && { acknowledgedByKey: acknowledgement.key }),
    }),
    ...at('acknowledgedUntil', acknowledgement?.until),
    waitsFor: awaitedResponders(incident),
    ...(isFlapping(incident) && flappingView(flappingStates(incident))),
    ...(silenced && silenceView(silenced)),
    ...at('resolvedAt', incident.resolvedAt),
    ...(resolvedBy !== undefined && { resolvedBy }),
    ...(resolvedByKey !== undefined && { resolvedByKey }),
    ...at('undoUntil', incident.undo?.until),
  };
}

/**
 * Everything of an incident: its alerts, its pages with what their records say, its timeline, and
 * what was changed shortly before and since.
 */
export function incidentView(
  incident: Incident,
  {
    records,
    changes,
    moreChanges = 0,
    linked = { goesOnAs: [], cameFrom: [] },
  }: {
    readonly records: ReadonlyMap<string, PageRecord>;
    readonly changes: readonly Change[];
    /**
     * How many older ones there are.
     * @default 0
     */
    readonly moreChanges?: number;
    readonly linked?: LinkedIncidents;
  },
  naming: SubjectNaming,
): object {
  return {
    ...summaryView(incident, naming),
    groupKey: incident.groupKey,
    alerts: alertsOf(incident).map((known) => alertView(known, naming)),
    pages: incident.pages.map((page) => pageView(page, records.get(page.id))),
    timeline: incident.timeline.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
    changes: changes.map(({ id: _, ...change }) => ({ ...change, at: isoTime(change.at) })),
    ...(moreChanges > 0 && { moreChanges }),
    ...links('goesOnAs', linked.goesOnAs),
    ...links('cameFrom', linked.cameFrom),
  };
}

/** Incidents that a change of the config has made of this one, or this one of. */
function links(name: string, incidents: readonly Incident[]): object {
  const named = incidents.map(({ id, service, status }) => ({ id, service, status }));
  return named.length === 0 ? {} : { [name]: named };
}

function alertView(known: IncidentAlert, naming: SubjectNaming): object {
  const { alert, status, resolvedAt, resolveReason, acknowledged, flapping } = known;
  const { groupKey: _, startsAt, ...rest } = alert;
  return {
    ...rest,
    inPages: subjectNameOf(alert, naming),
    status,
    startsAt: isoTime(startsAt),
    ...(flapping && status === 'firing' && flappingView([flapping])),
    ...at('resolvedAt', resolvedAt),
    ...(resolveReason && { resolveReason }),
    ...(acknowledged && { acknowledgedBy: acknowledged.by }),
    ...at('acknowledgedUntil', acknowledged?.until),
  };
}

/** Why it is quiet: which silence, until when, who set it and what for. */
function silenceView({ by, until, author, comment }: NonNullable<Incident['silenced']>): object {
  return {
    silencedBy: by,
    silencedUntil: isoTime(until),
    ...(author !== undefined && { silenceAuthor: author }),
    ...(comment !== undefined && { silenceComment: comment }),
  };
}

/** Of what comes and goes: since when, how often, and since when it has been quiet if it is. */
function flappingView(all: readonly Flapping[]): object {
  const ends = all.map(({ ended }) => ended?.at ?? 0);
  const quietSince = ends.includes(0) ? undefined : Math.max(...ends);
  return {
    flapping: {
      since: isoTime(Math.min(...all.map(({ since }) => since))),
      returns: all.reduce((sum, { returns }) => sum + returns, 0),
      ...at('quietSince', quietSince),
    },
  };
}

/** The record is nearer to the truth than what the incident has heard of it. */
function pageView(page: IncidentPage, record: PageRecord | undefined): object {
  const { id, responder, channel, reason, detail } = page;
  const doubt = record?.doubt ?? page.doubt;
  return {
    id,
    responder,
    channel,
    reason,
    status: record?.status ?? page.status,
    at: isoTime(page.at),
    attempts: (record?.attempts ?? []).map((a) => ({ at: isoTime(a.at), outcome: a.outcome })),
    ...(record?.messageId && { messageId: record.messageId }),
    ...at('due', record?.due),
    ...(detail && { detail }),
    ...(doubt && { doubt }),
  };
}

function at(name: string, moment: Instant | undefined): Readonly<Record<string, string>> {
  return moment === undefined ? {} : { [name]: isoTime(moment) };
}
