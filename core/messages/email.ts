import type { Author } from '../actor/actor.ts';
import { UNCONFIRMED } from '../alert/alert.ts';
import { describeResolveReason, isRecovery } from '../alert/resolve-reason.ts';
import { describeRecurrences } from '../incident/flapping.ts';
import type { IncidentAlert } from '../incident/incident.ts';
import { personName } from '../responder/person-name.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import type { Instant } from '../time/instant.ts';
import type { Message } from './composer.ts';
import type { BundleContents, PageContents } from './contents.ts';
import { directionOf } from './direction.ts';
import { toAscii } from './gsm7.ts';
import {
  alertsWorstFirst,
  type Headline,
  headlineOf,
  measuredText,
  sinceOf,
  valueText,
} from './headline.ts';
import { elapsedText, momentText } from './moment.ts';
import { nextText, stateText } from './next.ts';
import { type PreviousPages, previousPagesOf } from './previous-pages.ts';
import { reachesText } from './reaches-text.ts';
import { WHY_PAGED } from './reason.ts';
import { runbooksOf } from './runbooks.ts';
import { subjectNameOf, titleOf } from './subject-name.ts';
import { bundleTitle, type Sorted, summarizeBySeverity } from './summarize-by-severity.ts';
import { truncate } from './truncate.ts';
import type { Wording } from './wording.ts';

/** SNS takes a subject of ASCII below 100 characters. */
const SUBJECT_LIMIT = 99;
const ALERTS_SHOWN = 20;
const INCIDENTS_SHOWN = 50;

/** A sensor that fell off and a patient who is worse look alike here. */
const DOUBT =
  'When it fired nothing newer said otherwise, and nothing had come at the end of its wait. If nothing comes, the sensor or its connection may be lost too.';

const SECONDARY =
  'This is a secondary notification. It does not replace the alarm at the bedside, and it can be late or lost on its way.';

/** Composes a page about one incident as an e-mail. */
export function emailText({ incident, order, link }: PageContents, wording: Wording): Message {
  const { config, now } = wording;
  const head = headlineOf(incident, wording);
  const runbooks = runbooksOf(incident, wording);
  const alerts = alertsWorstFirst(incident);
  const severity = head.severity.toUpperCase();
  const soFar = previousPagesOf(incident, order, wording);
  const sections: readonly (readonly string[])[] = [
    [
      `${severity}: ${head.title}${measuredIn(head)}`,
      `Where: ${head.where}`,
      `Service: ${head.service}`,
      `Since: ${sinceText(head.since, wording)}`,
      ...beforeLines(soFar, wording),
      ...(head.unconfirmed ? [DOUBT] : []),
      stateText(incident, config, now),
    ],
    ['Acknowledge, decline or resolve it here:', link],
    [
      `Alerts (${alerts.length}):`,
      ...firstFew(alerts, ALERTS_SHOWN, (alert) => alertLine(alert, wording)),
    ],
    runbooks.map(({ name, url }) => `Runbook: ${name === undefined ? '' : `${name}, `}${url}`),
    [
      `Why you are paged: ${WHY_PAGED[order.reason]}`,
      `What happens next: ${nextText(incident, config, now)}`,
    ],
    [SECONDARY],
  ];
  return {
    subject: subjectOf(
      `[${severity}] ${againMark(soFar)}${head.title}${flappingMark(head)}, ${head.where}, ${head.service}`,
    ),
    text: paragraphs(sections),
  };
}

/** Composes a page about several incidents as one e-mail. */
export function emailBundle({ pages, link }: BundleContents, wording: Wording): Message {
  const sorted = summarizeBySeverity(pages, wording);
  const title = bundleTitle(sorted);
  const lines = firstFew(sorted, INCIDENTS_SHOWN, (page) => headLine(page, wording));
  return {
    subject: subjectOf(title),
    text: paragraphs([
      [`${title}:`, ...lines],
      ['See and acknowledge them here:', link],
      ['Each incident escalates on its own until somebody takes responsibility for it.'],
      ['They come in one message because they began within seconds of each other.'],
      [SECONDARY],
    ]),
  };
}

/** Formats one alert on one line. */
export function alertLine(entry: IncidentAlert, wording: Wording): string {
  const { alert, flapping, status } = entry;
  const { config, now } = wording;
  const value = valueText(alert, wording);
  const direction = value === undefined ? directionOf(alert) : undefined;
  const reaches = status === 'firing' ? reachesText(alert, wording) : undefined;
  const words = [
    `${alert.severity.toUpperCase()} ${titleOf(alert, wording)}`,
    ...(value === undefined ? [] : [`${value} (${oneLine(alert.limit)})`]),
    ...(direction === undefined ? [] : [direction]),
    ...(reaches === undefined ? [] : [reaches]),
    ...(alert.limitSetBy === undefined ? [] : [ownLimit(alert, alert.limitSetBy, config)]),
    subjectNameOf(alert, wording),
    `since ${momentText(sinceOf(entry), now, config.timeZone)}`,
    ...(alert.unconfirmed ? [`when it fired ${UNCONFIRMED}`] : []),
    ...(flapping && status === 'firing'
      ? [`flapping: ${describeRecurrences(flapping.returns)}`]
      : []),
    ...(entry.resolvedAt === undefined
      ? []
      : [`${endOf(entry)} ${momentText(entry.resolvedAt, now, config.timeZone)}`]),
  ];
  return words.join(', ');
}

/** It names no value: which limit it is follows only where values may be shown. */
function ownLimit(
  { score }: IncidentAlert['alert'],
  { createdBy }: Author,
  config: Config,
): string {
  const who = personName(config, createdBy);
  return oneLine(
    score === undefined
      ? `by a limit that ${who} set for it alone`
      : `on oxygen scale 2, which ${who} ordered for it alone`,
  );
}

function endOf({ resolveReason }: IncidentAlert): string {
  return resolveReason === undefined || isRecovery(resolveReason)
    ? 'recovered'
    : `ended (${describeResolveReason(resolveReason)})`;
}

function headLine({ head, soFar }: Sorted, wording: Wording): string {
  const { severity, title, where, service } = head;
  const doubt = head.unconfirmed ? ` (${UNCONFIRMED})` : '';
  const words = [
    `${severity.toUpperCase()} ${againMark(soFar)}${title}${measuredIn(head)}${flappingMark(head)}`,
    where,
    service,
    `since ${sinceText(head.since, wording)}${doubt}`,
    ...(head.more > 0 ? [`+${head.more} more`] : []),
    ...didIn(soFar).map(({ names, did }) => `${names} ${did}`),
  ];
  return words.join(', ');
}

function measuredIn(head: Headline): string {
  const measured = measuredText(head);
  return measured === '' ? '' : ` (${measured})`;
}

function sinceText(since: Instant, { config, now }: Wording): string {
  const elapsed = elapsedText(since, now);
  return `${momentText(since, now, config.timeZone)}${elapsed === undefined ? '' : ` (${elapsed})`}`;
}

/** Says whether it is the first page to this person, and who was paged before. */
function beforeLines(soFar: PreviousPages, { config, now }: Wording): readonly string[] {
  const { pagedAt } = soFar;
  const again =
    pagedAt === undefined
      ? []
      : [`Again: you were paged about it at ${momentText(pagedAt, now, config.timeZone)} already.`];
  return [...again, ...didIn(soFar).map(({ names, did }) => `${names} ${did}.`)];
}

function didIn({ silent, declined }: PreviousPages): readonly { names: string; did: string }[] {
  return [
    { names: declined.map(oneLine).join(', '), did: 'declined' },
    { names: silent.map(oneLine).join(', '), did: 'did not answer' },
  ].filter(({ names }) => names !== '');
}

function againMark({ pagedAt, silent, declined }: PreviousPages): string {
  if (pagedAt !== undefined) {
    return 'again: ';
  }
  return silent.length + declined.length > 0 ? 'escalated: ' : '';
}

function flappingMark({ flapping }: Headline): string {
  return flapping ? ' (flapping)' : '';
}

export function subjectOf(text: string): string {
  return truncate(toAscii(text), SUBJECT_LIMIT);
}

/** Lists the first entries, a line each, and the number of the others: a storm has thousands. */
export function firstFew<T>(
  all: readonly T[],
  limit: number,
  inWords: (one: T) => string,
): readonly string[] {
  const shown = all.slice(0, limit).map((one) => `- ${inWords(one)}`);
  return all.length > limit ? [...shown, `and ${all.length - limit} more`] : shown;
}

/** Joins paragraphs of lines; those without a line are left out. */
export function paragraphs(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
