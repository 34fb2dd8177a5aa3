import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';
import { hasAnswered } from '../incident/answers.ts';
import { acknowledgedBy, type Incident, type IncidentPage } from '../incident/incident.ts';
import { kindOf, type TimelineEntry } from '../incident/timeline.ts';
import { channelName } from '../responder/channel.ts';
import { personName } from '../responder/person-name.ts';
import { readerOf } from '../responder/reader.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import type { Instant } from '../time/instant.ts';
import { alertLine } from './email.ts';
import { alertsWorstFirst, headlineOf, measuredText } from './headline.ts';
import { elapsedText, momentText } from './moment.ts';
import { nextText, stateText } from './next.ts';
import { pageDoubtText, pageResultText } from './page-result-text.ts';
import { runbooksOf } from './runbooks.ts';
import { withoutIds } from './subject-name.ts';
import { timelineText } from './timeline-text.ts';
import { truncate } from './truncate.ts';
import type { Wording } from './wording.ts';

/** The actions that a link offers. */
export const LINK_ACTIONS = [
  'acknowledge',
  'take_over',
  'decline',
  'resolve',
  'silence',
  'undo',
  'mark_noise',
  'unmark_noise',
] as const;

export type LinkAction = (typeof LINK_ACTIONS)[number];

/**
 * An incident in words, as a person who was paged about it sees it on a phone. It has no labels;
 * values as in pages.
 */
export interface IncidentCard {
  readonly id: string;
  readonly status: Incident['status'];
  readonly severity: Severity;
  readonly title: string;
  readonly where: string;
  readonly service: string;
  readonly since: string;
  /** The value, if it may be shown, and on which side of its limit it is. */
  readonly value?: string;
  /** It fired although nothing newer had come. */
  readonly unconfirmed: boolean;
  /** The state, and what happens if nobody acts. */
  readonly state: string;
  readonly next: string;
  /** The name of another person who has acknowledged it, from whom it can be taken over. */
  readonly holder?: string;
  readonly alerts: readonly string[];
  readonly moreAlerts: number;
  readonly paged: readonly string[];
  /** The last timeline entries, newest first. */
  readonly history: readonly string[];
  readonly runbooks: readonly Runbook[];
  /** What this person can do about it now. */
  readonly actions: readonly LinkAction[];
}

const ALERTS_SHOWN = 10;
const PAGES_SHOWN = 8;
const HISTORY_SHOWN = 6;
const LINE = 160;

/** Describes the incident for the person. */
export function incidentCard(incident: Incident, person: string, wording: Wording): IncidentCard {
  const { config, now } = wording;
  const head = headlineOf(incident, wording);
  const { severity, title, where, service, since, unconfirmed } = head;
  const value = measuredText(head);
  const elapsed = elapsedText(since, now);
  const alerts = alertsWorstFirst(incident);
  const at = (moment: Instant) => momentText(moment, now, config.timeZone);
  const subjects = Object.values(incident.alerts).map(({ alert }) => alert);
  const told = (entry: TimelineEntry) =>
    oneLine(withoutIds(historyText(entry, config), subjects, wording));
  return {
    id: incident.id,
    status: incident.status,
    severity,
    title: truncate(title, LINE),
    where: truncate(where, LINE),
    service,
    since: elapsed === undefined ? at(since) : `${at(since)} (${elapsed})`,
    ...(value !== '' && { value }),
    unconfirmed,
    state: stateText(incident, config, now),
    next: nextText(incident, config, now),
    ...holderOf(incident, person, config),
    alerts: alerts.slice(0, ALERTS_SHOWN).map((alert) => truncate(alertLine(alert, wording), LINE)),
    moreAlerts: Math.max(0, alerts.length - ALERTS_SHOWN),
    paged: firstOf(latestPages(incident), PAGES_SHOWN, (page) => pageLine(page, config, at)),
    history: firstOf(incident.timeline.toReversed(), HISTORY_SHOWN, (entry) =>
      truncate(`${at(entry.at)} ${told(entry)}`, LINE),
    ),
    runbooks: runbooksOf(incident, wording),
    actions: actionsOf(incident, person, now),
  };
}

/** Formats the first entries of a list, and the number of the others. */
function firstOf<T>(
  all: readonly T[],
  most: number,
  inWords: (one: T) => string,
): readonly string[] {
  const shown = all.slice(0, most).map(inWords);
  return all.length > most ? [...shown, `and ${all.length - most} more before`] : shown;
}

/**
 * A note may name a patient, and a link opens without a key: the page only says that there is a
 * note.
 */
function historyText(entry: TimelineEntry, config: Config): string {
  const { by = 'somebody', key } = entry;
  const withKey = key === undefined ? '' : `, by key ${key}`;
  const shown =
    kindOf(entry) === 'note'
      ? `${personName(config, by)} wrote a note`
      : timelineText(entry, readerOf(config));
  return shown + withKey;
}

/**
 * Whoever has not acknowledged it can, and whoever has can hand it on. An acknowledgement of
 * somebody else stays theirs until it is taken over.
 */
export function actionsOf(incident: Incident, person: string, now: Instant): readonly LinkAction[] {
  if (incident.status === 'resolved') {
    const isUndoable = incident.undo !== undefined && now < incident.undo.until;
    return [...(isUndoable ? (['undo'] as const) : []), noiseOf(incident)];
  }
  if (incident.status === 'acknowledged') {
    const isTheirs = incident.acknowledgement?.by === person || hasAnswered(incident, person);
    return [...(isTheirs ? (['resolve', 'decline'] as const) : TAKE_OVER), noiseOf(incident)];
  }
  if (hasAnswered(incident, person)) {
    return ['decline', 'resolve'];
  }
  return incident.escalation.declined.includes(person)
    ? ['acknowledge', 'resolve']
    : ['acknowledge', 'decline', 'resolve'];
}

const TAKE_OVER = ['take_over'] as const;

/**
 * The judgement of an incident as noise is offered once it is answered or over: before, somebody
 * might take it for the answer.
 */
function noiseOf({ noise }: Incident): LinkAction {
  return noise === undefined ? 'mark_noise' : 'unmark_noise';
}

function holderOf(
  incident: Incident,
  person: string,
  config: Config,
): Pick<IncidentCard, 'holder'> {
  const taken = acknowledgedBy(incident);
  if (taken === undefined || taken.by === person || hasAnswered(incident, person)) {
    return {};
  }
  return { holder: oneLine(personName(config, taken.by)) };
}

/** Returns the newest page of each person and channel, newest first. */
function latestPages(incident: Incident): readonly IncidentPage[] {
  const latest = new Map<string, IncidentPage>();
  for (const page of incident.pages) {
    latest.set(`${page.responder} ${page.channel}`, page);
  }
  return [...latest.values()].sort((a, b) => b.at - a.at);
}

function pageLine(page: IncidentPage, config: Config, at: (moment: Instant) => string): string {
  const who = `${personName(config, page.responder)} by ${channelName(page.channel)}`;
  switch (page.status) {
    case 'planned':
      return `${who}: planned for ${at(page.at)}`;
    case 'handed_over':
      return `${who}: on its way since ${at(page.handedOverAt ?? page.at)}`;
    case 'sent':
      return page.doubtful === undefined
        ? `${who}: sent ${at(page.handedOverAt ?? page.at)}`
        : truncate(`${who}: sent, but ${pageDoubtText(page.doubtful)}`, LINE);
    case 'failed':
      return truncate(`${who}: failed, ${oneLine(whyFailed(page, config))}`, LINE);
    case 'withdrawn':
      return `${who}: withdrawn`;
  }
}

function whyFailed({ result }: IncidentPage, config: Config): string {
  return result === undefined ? 'no reason known' : pageResultText(result, readerOf(config));
}
