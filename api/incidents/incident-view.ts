import {
  actorOf,
  authorOf,
  describeRecordedAuthor,
  type RecordedAuthor,
} from '#core/actor/actor.ts';
import { compareSeverity, PRIORITIES } from '#core/alert/severity.ts';
import type { Change } from '#core/change/change.ts';
import { alertsOf, firingAlerts } from '#core/incident/alerts.ts';
import { isOutlived } from '#core/incident/answers.ts';
import { flappingStates, isFlapping } from '#core/incident/flapping.ts';
import {
  deferredUntil,
  type Flapping,
  type Incident,
  type IncidentAlert,
  type IncidentPage,
  type Inhibited,
} from '#core/incident/incident.ts';
import type { NextPage } from '#core/incident/next-pages.ts';
import { awaitedResponders } from '#core/incident/page-outcomes.ts';
import { responsibilityOf } from '#core/incident/responsibility.ts';
import { isLastStop } from '#core/messages/next.ts';
import { pageResultText } from '#core/messages/page-result-text.ts';
import { type SubjectNaming, subjectNameOf } from '#core/messages/subject-name.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { type Reader, readerOf } from '#core/responder/reader.ts';
import { commonLabels } from '#core/sample/common-labels.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { InhibitedIncidents } from '#usecases/inhibited-incidents.ts';
import type { LinkedIncidents } from '#usecases/linked-incidents.ts';
import type { PageView } from '../pages/page.contract.ts';
import { attemptsView, doubtView, resultView, viaView } from '../pages/page-view.ts';
import { scoreView } from '../subjects/score-view.ts';
import type {
  AlertView,
  IncidentView,
  InhibitedView,
  LinkedView,
  SummaryView,
} from './incident.contract.ts';
import { timelineView } from './timeline-view.ts';

const SUBJECTS_SHOWN = 20;

/**
 * An incident in a list: what, where, how severe, who has it, and what happens next. `inPages`
 * holds the names of the subjects in pages, in the same order; `next` whom it pages next, where
 * that is known.
 */
export function summaryView(
  incident: Incident,
  naming: SubjectNaming,
  next: readonly NextPage[] = [],
): SummaryView {
  const { id, status, severity, service, openedAt, acknowledgement, silenced } = incident;
  const { inhibited, resolvedBy, resolvedByKey, noise } = incident;
  const deferred = deferredUntil(incident);
  const firing = firingAlerts(incident);
  const all = alertsOf(incident);
  const shown = firing.length > 0 ? firing : all;
  const about = new Map(shown.map(({ alert }) => [alert.subject, subjectNameOf(alert, naming)]));
  return {
    id,
    status,
    severity,
    service,
    title: titleOf(shown),
    labels: commonLabels(shown.map(({ alert }) => alert.labels)),
    subjects: [...about.keys()].slice(0, SUBJECTS_SHOWN),
    inPages: [...about.values()].slice(0, SUBJECTS_SHOWN),
    ...(about.size > SUBJECTS_SHOWN && { moreSubjects: about.size - SUBJECTS_SHOWN }),
    alerts: { firing: firing.length, all: all.length },
    openedAt: isoTime(openedAt),
    escalation: incident.escalation.phase,
    ...(incident.escalation.phase === 'steps' &&
      isLastStop(incident, naming.config) && { lastStep: true }),
    ...(incident.escalation.nextAt !== undefined &&
      inhibited === undefined && {
        nextPageAt: isoTime(incident.escalation.nextAt),
      }),
    ...(next.length > 0 && { nextPageTo: [...new Set(next.map(({ responder }) => responder))] }),
    ...(acknowledgement !== undefined && {
      acknowledgedBy: acknowledgement.by,
      acknowledgedByPerson: acknowledgement.person,
      ...(acknowledgement.key !== undefined && { acknowledgedByKey: acknowledgement.key }),
    }),
    ...(acknowledgement?.until !== undefined && {
      acknowledgedUntil: isoTime(acknowledgement.until),
    }),
    ...answersView(incident),
    waitsFor: awaitedResponders(incident),
    ...(isFlapping(incident) && flappingView(flappingStates(incident))),
    ...(silenced !== undefined && silenceView(silenced)),
    ...(deferred !== undefined && { deferredUntil: isoTime(deferred) }),
    ...(inhibited !== undefined && inhibitionView(inhibited)),
    ...(incident.resolvedAt !== undefined && { resolvedAt: isoTime(incident.resolvedAt) }),
    ...(resolvedBy !== undefined && { resolvedBy }),
    ...(resolvedByKey !== undefined && { resolvedByKey }),
    ...(noise !== undefined && { noise: { ...noise, at: isoTime(noise.at) } }),
    ...(incident.undo?.until !== undefined && { undoUntil: isoTime(incident.undo.until) }),
  };
}

/** What an incident is called in lists: by the worst of its alerts that fire, or that did. */
export function titleOfIncident(incident: Incident): string {
  const firing = firingAlerts(incident);
  return titleOf(firing.length > 0 ? firing : alertsOf(incident));
}

function titleOf(alerts: readonly IncidentAlert[]): string {
  const [worst] = [...alerts].sort((a, b) => compareSeverity(a.alert.severity, b.alert.severity));
  return worst?.alert.title ?? '';
}

/**
 * The details of an incident: its alerts, its pages with their records, its timeline, and the
 * changes shortly before and since.
 */
export function incidentView(
  incident: Incident,
  naming: SubjectNaming,
  {
    records,
    changes,
    moreChanges = 0,
    linked = { goesOnAs: [], cameFrom: [] },
    inhibits = { incidents: [], more: 0 },
    reader = readerOf(naming.config),
    next = [],
  }: {
    readonly records: ReadonlyMap<string, PageRecord>;
    readonly changes: readonly Change[];
    /**
     * How many older ones there are.
     * @default 0
     */
    readonly moreChanges?: number;
    readonly linked?: LinkedIncidents;
    /**
     * What it keeps quiet.
     * @default nothing
     */
    readonly inhibits?: InhibitedIncidents;
    /**
     * Whoever reads the timeline's words.
     * @default in the time zone of the config
     */
    readonly reader?: Reader;
    /**
     * Whom it pages next.
     * @default that is not told
     */
    readonly next?: readonly NextPage[];
  },
): Omit<IncidentView, 'runbooks' | 'ladder'> {
  const responsibility = responsibilityOf(incident);
  return {
    ...summaryView(incident, naming, next),
    groupKey: incident.groupKey,
    priority: PRIORITIES[incident.severity],
    ...(responsibility !== undefined && { responsibility }),
    alerts: alertsOf(incident).map((known) => alertView(known, naming)),
    pages: incident.pages.map((page) => pageView(page, records.get(page.id), reader)),
    nextPages: next.map((page) => ({ ...page, at: isoTime(page.at) })),
    timeline: incident.timeline.map((entry) => timelineView(entry, reader)),
    changes: changes.map(({ id: _, ...change }) => ({ ...change, at: isoTime(change.at) })),
    ...(moreChanges > 0 && { moreChanges }),
    ...(inhibits.incidents.length > 0 && { inhibits: inhibits.incidents.map(inhibitedView) }),
    ...(inhibits.more > 0 && { moreInhibited: inhibits.more }),
    ...(linked.goesOnAs.length > 0 && { goesOnAs: linked.goesOnAs.map(linkedView) }),
    ...(linked.cameFrom.length > 0 && { cameFrom: linked.cameFrom.map(linkedView) }),
  };
}

function inhibitedView(incident: Incident): InhibitedView {
  const { id, service, severity } = incident;
  return { id, service, title: titleOfIncident(incident), severity };
}

/** An incident that a config change has linked to this one. */
function linkedView({ id, service, status }: Incident): LinkedView {
  return { id, service, status };
}

function alertView(known: IncidentAlert, naming: SubjectNaming): AlertView {
  const { alert, status, resolvedAt, resolveReason, acknowledged, flapping } = known;
  const { groupKey: _, startsAt, score, reaches, ...rest } = alert;
  return {
    ...rest,
    inPages: subjectNameOf(alert, naming),
    status,
    startsAt: isoTime(startsAt),
    ...(score !== undefined && { score: scoreView(score) }),
    ...(reaches !== undefined && { reaches: { ...reaches, at: isoTime(reaches.at) } }),
    ...(flapping !== undefined && status === 'firing' && flappingView([flapping])),
    ...(resolvedAt !== undefined && { resolvedAt: isoTime(resolvedAt) }),
    ...(resolveReason !== undefined && { resolveReason }),
    ...(acknowledged !== undefined && { acknowledgedBy: acknowledged.by }),
    ...(acknowledged?.until !== undefined && { acknowledgedUntil: isoTime(acknowledged.until) }),
  };
}

function answersView(incident: Incident): Pick<SummaryView, 'answers'> {
  const { answers } = incident;
  if (answers === undefined) {
    return {};
  }
  const { wanted, from } = answers;
  const given = (isOutlived(incident) ? [] : from).map(({ by, key, person, at }) => ({
    ...actorOf({ by, key }),
    person,
    at: isoTime(at),
  }));
  return { answers: { wanted, from: given } };
}

type Silenced = Pick<
  SummaryView,
  'silencedBy' | 'silencedUntil' | 'silenceAuthor' | 'silenceSetBy' | 'silenceComment'
>;

/** Why it is quiet: the silence, its end, who set it and why. */
function silenceView({ by, until, setBy, comment }: NonNullable<Incident['silenced']>): Silenced {
  return {
    silencedBy: by,
    silencedUntil: isoTime(until),
    ...(setBy !== undefined && silenceAuthorView(setBy)),
    ...(comment !== undefined && { silenceComment: comment }),
  };
}

/** Which alert keeps it quiet, by which rule. */
function inhibitionView({ rule, incident, source }: Inhibited): Pick<SummaryView, 'inhibitedBy'> {
  const { fingerprint, title, severity } = source;
  return { inhibitedBy: { rule, incident, fingerprint, title, severity } };
}

/** Who set it, in words and as data; what 0.1.0 has stored are words alone. */
function silenceAuthorView(author: RecordedAuthor): Silenced {
  return {
    silenceAuthor: describeRecordedAuthor(author),
    ...(!('text' in author) && { silenceSetBy: authorOf(author) }),
  };
}

/** The flapping of an alert: since when, how often, and since when it has been quiet, if it is. */
function flappingView(all: readonly Flapping[]): Pick<SummaryView, 'flapping'> {
  const ends = all.map(({ ended }) => ended?.at ?? 0);
  const quietSince = ends.includes(0) ? undefined : Math.max(...ends);
  return {
    flapping: {
      since: isoTime(Math.min(...all.map(({ since }) => since))),
      returns: all.reduce((sum, { returns }) => sum + returns, 0),
      ...(quietSince !== undefined && { quietSince: isoTime(quietSince) }),
    },
  };
}

/** The record is more current than what the incident knows of it. */
function pageView(page: IncidentPage, record: PageRecord | undefined, reader: Reader): PageView {
  const { id, responder, channel, reason, via, result } = page;
  const doubt = record?.doubtful ?? page.doubtful;
  return {
    id,
    responder,
    channel,
    reason,
    status: record?.status ?? page.status,
    at: isoTime(page.at),
    ...(via !== undefined && { via: viaView(via) }),
    ...attemptsView(record, reader),
    ...(result !== undefined && {
      detail: pageResultText(result, reader),
      result: resultView(result),
    }),
    ...(doubt !== undefined && doubtView(doubt)),
  };
}
