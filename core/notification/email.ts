import { type Alert, UNCONFIRMED } from '../alert/alert.ts';
import { endInWords, isRecovery } from '../alert/end-words.ts';
import { returnsInWords } from '../incident/flapping.ts';
import type { Incident, IncidentAlert } from '../incident/incident.ts';
import { own } from '../own.ts';
import { zoneLabel } from '../time/zone-label.ts';
import type { BundleContents, PageContents } from './contents.ts';
import { oneLine, toAscii } from './gsm7.ts';
import { alertsWorstFirst, type Headline, headlineOf, sinceOf, valueText } from './headline.ts';
import { momentText } from './moment.ts';
import { nextText, stateText } from './next.ts';
import { WHY_PAGED } from './reason.ts';
import { shorten } from './shorten.ts';
import { bundleTitle, worstFirst } from './sms.ts';
import { mayLeave, titleOf, whereOf } from './subject-name.ts';
import type { Wording } from './wording.ts';

/** An e-mail as SNS sends it: the subject is ASCII and below 100 characters, the text is plain. */
export interface Email {
  readonly subject: string;
  readonly text: string;
}

const SUBJECT_LIMIT = 99;
const ALERTS_SHOWN = 20;
const INCIDENTS_SHOWN = 50;

/** A sensor that fell off and a patient who is worse look alike here. */
const DOUBT =
  'When it fired nothing newer said otherwise, and nothing had come at the end of its wait. If nothing comes, the sensor or its connection may be lost too.';

const SECONDARY =
  'This is a secondary notification. It does not replace the alarm at the bedside, and it can be late or lost on its way.';

/** One page about one incident as an e-mail. */
export function emailText({ incident, order, link }: PageContents, wording: Wording): Email {
  const { config, now } = wording;
  const head = headlineOf(incident, wording);
  const runbooks = runbooksOf(incident, wording);
  const alerts = alertsWorstFirst(incident);
  const severity = head.severity.toUpperCase();
  const sections: readonly (readonly string[])[] = [
    [
      `${severity}: ${head.title}${head.value === undefined ? '' : ` (${head.value})`}`,
      `Where: ${head.where}`,
      `Service: ${head.service}`,
      `Since: ${momentText(head.since, now, config.timeZone)} ${zoneLabel(head.since, config.timeZone)}`,
      ...(head.unconfirmed ? [DOUBT] : []),
      stateText(incident, config, now),
    ],
    ['Acknowledge, decline or resolve it here:', link],
    [
      `Alerts (${alerts.length}):`,
      ...firstFew(
        alerts.map((alert) => alertLine(alert, wording)),
        ALERTS_SHOWN,
      ),
    ],
    runbooks.map((runbook) => `Runbook: ${runbook}`),
    [
      `Why you are paged: ${WHY_PAGED[order.reason]}`,
      `What happens next: ${nextText(incident, config, now)}`,
    ],
    [SECONDARY],
  ];
  return {
    subject: subjectOf(
      `[${severity}] ${head.title}${flappingMark(head)}, ${head.where}, ${head.service}`,
    ),
    text: paragraphs(sections),
  };
}

/** Several incidents in one e-mail. */
export function emailBundle({ incidents, link }: BundleContents, wording: Wording): Email {
  const heads = worstFirst(incidents, wording);
  const title = bundleTitle(heads);
  const lines = heads.map((head) => headLine(head, wording));
  return {
    subject: subjectOf(title),
    text: paragraphs([
      [`${title}:`, ...firstFew(lines, INCIDENTS_SHOWN)],
      ['See and acknowledge them here:', link],
      ['Each incident escalates on its own until somebody takes responsibility for it.'],
      ['They come in one message because they began within seconds of each other.'],
      [SECONDARY],
    ]),
  };
}

/** One alert on one line. */
export function alertLine(entry: IncidentAlert, wording: Wording): string {
  const { alert, flapping, status } = entry;
  const { config, now } = wording;
  const value = valueText(alert, wording);
  const words = [
    `${alert.severity.toUpperCase()} ${titleOf(alert, wording)}`,
    ...(value === undefined ? [] : [`${value} (${oneLine(alert.limit)})`]),
    whereOf(alert, wording),
    `since ${momentText(sinceOf(entry), now, config.timeZone)}`,
    ...(alert.unconfirmed ? [`when it fired ${UNCONFIRMED}`] : []),
    ...(flapping && status === 'firing' ? [`flapping: ${returnsInWords(flapping.returns)}`] : []),
    ...(entry.resolvedAt === undefined
      ? []
      : [`${endOf(entry)} ${momentText(entry.resolvedAt, now, config.timeZone)}`]),
  ];
  return words.join(', ');
}

function endOf({ resolveReason }: IncidentAlert): string {
  return resolveReason === undefined || isRecovery(resolveReason)
    ? 'recovered'
    : `ended (${endInWords(resolveReason)})`;
}

function headLine(head: Headline, { config, now }: Wording): string {
  const more = head.more > 0 ? `, +${head.more} more` : '';
  const since = momentText(head.since, now, config.timeZone);
  const doubt = head.unconfirmed ? ` (${UNCONFIRMED})` : '';
  return `${head.severity.toUpperCase()} ${head.title}${flappingMark(head)}, ${head.where}, ${head.service}, since ${since}${doubt}${more}`;
}

function flappingMark({ flapping }: Headline): string {
  return flapping ? ' (flapping)' : '';
}

/** Where to read what to do: the runbook of the worst alert, and that of the service. */
export function runbooksOf(incident: Incident, wording: Wording): readonly string[] {
  const worst = alertsWorstFirst(incident)[0]?.alert;
  const { services } = wording.config;
  const found = [worst && runbookOf(worst, wording), services[incident.service]?.runbook];
  return [...new Set(found.filter((runbook) => runbook !== undefined))];
}

/**
 * Of its rule; of an alert that came ready made what its sender calls `runbook_url`, the one
 * annotation beside its title that may leave in a page.
 */
function runbookOf(alert: Alert, wording: Wording): string | undefined {
  const { rule, sent } = alert;
  if (sent === undefined) return wording.config.rules.find(({ name }) => name === rule)?.runbook;
  const url = own(sent.annotations, 'runbook_url');
  // An address that was cut ends in an ellipsis, and leads nowhere.
  const isWhole = url !== undefined && /^https?:\/\/[^\s…]+$/i.test(url);
  return isWhole && mayLeave(url, alert, wording) ? url : undefined;
}

function subjectOf(text: string): string {
  return shorten(toAscii(text), SUBJECT_LIMIT);
}

function firstFew(lines: readonly string[], limit: number): readonly string[] {
  const shown = lines.slice(0, limit).map((line) => `- ${line}`);
  return lines.length > limit ? [...shown, `and ${lines.length - limit} more`] : shown;
}

function paragraphs(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
